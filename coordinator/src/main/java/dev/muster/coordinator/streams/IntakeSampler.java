package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.port.LagView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every few seconds at how far the groups are behind that read Muster's topics, outside of the streams. Used by one thread.
record IntakeSampler(LagReader reader, AgentTable agents, Intake intake) {
    static final String NAME = "intake-sampler";
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(IntakeSampler.class);

    void sample() throws InterruptedException {
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
}
