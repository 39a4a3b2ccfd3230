package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.port.LagView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every few seconds at how far the groups are behind that read Muster's topics, outside of the streams. Runs in its own
/// thread.
final class IntakeSampler implements AutoCloseable {
    static final String NAME = "intake-sampler";

    private static final Logger LOG = LoggerFactory.getLogger(IntakeSampler.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final LagReader reader;
    private final AgentTable agents;
    private final Intake intake;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread thread;

    private IntakeSampler(LagReader reader, AgentTable agents, Intake intake) {
        this.reader = reader;
        this.agents = agents;
        this.intake = intake;
    }

    static IntakeSampler start(LagReader reader, AgentTable agents, Intake intake, Vitals vitals) {
        var sampler = new IntakeSampler(reader, agents, intake);
        sampler.thread = vitals.start(NAME, sampler::run);
        return sampler;
    }

    private void run() {
        try {
            while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                sample();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sample() throws InterruptedException {
        try {
            var began = System.currentTimeMillis();
            var lags = reader.read(agents.all().keySet());
            var ended = System.currentTimeMillis();
            lags.workers().forEach((agent, partitions) -> intake.seen(agent, partitions, began, ended));
            var said = said(lags);
            if (!said.isEmpty()) {
                intake.read(said, began);
            }
            intake.seen(view(lags, Instant.ofEpochMilli(began)));
        } catch (NotReadyException e) {
            LOG.atDebug().log("lag not looked at: the streams are not ready");
        }
    }

    /// Nothing if it can't be read. What workers said does not come by commands.
    private List<LagView.Partition> said(LagReader.Lags lags) {
        return lags.coordinators().getOrDefault(reader.application(), List.of()).stream()
                .filter(partition -> !partition.topic().equals(reader.topics().commands())).toList();
    }

    private LagView view(LagReader.Lags lags, Instant at) {
        List<LagView.Group> groups = new ArrayList<>();
        lags.workers().forEach((AgentType agent, List<LagView.Partition> partitions) -> groups.add(
                LagView.Group.ofWorkers(reader.topics().shareGroup(agent), agent.value(), partitions)));
        lags.coordinators()
                .forEach((group, partitions) -> groups.add(LagView.Group.ofCoordinators(group, partitions)));
        return new LagView(at, groups);
    }

    @Override
    public void close() {
        closing.countDown();
        if (thread != null) {
            Threads.join(thread, STOP_WITHIN);
        }
    }
}
