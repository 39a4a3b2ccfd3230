package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.Topics;
import dev.muster.common.error.NotReadyException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.common.errors.ApiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the share groups' lag every few seconds, outside of the streams. Runs in its own thread.
final class IntakeSampler implements AutoCloseable {
    static final String NAME = "intake-sampler";

    private static final Logger LOG = LoggerFactory.getLogger(IntakeSampler.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final Admin admin;
    private final Topics topics;
    private final AgentTable agents;
    private final Intake intake;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread thread;

    private IntakeSampler(Admin admin, Topics topics, AgentTable agents, Intake intake) {
        this.admin = admin;
        this.topics = topics;
        this.agents = agents;
        this.intake = intake;
    }

    static IntakeSampler start(Admin admin, Topics topics, AgentTable agents, Intake intake, Vitals vitals) {
        var sampler = new IntakeSampler(admin, topics, agents, intake);
        sampler.thread = vitals.start(NAME, sampler::run);
        return sampler;
    }

    private void run() {
        try {
            while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                sampleAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sampleAll() throws InterruptedException {
        try {
            for (var agent : agents.all().keySet()) {
                sample(agent);
            }
        } catch (NotReadyException e) {
            LOG.atDebug().log("lag not looked at: the streams are not ready");
        }
    }

    private void sample(AgentType agent) throws InterruptedException {
        var at = System.currentTimeMillis();
        var group = topics.shareGroup(agent);
        try {
            var partitions = admin.describeTopics(List.of(topics.tasks(agent))).allTopicNames().get()
                    .values().iterator().next().partitions().size();
            var offsets = admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(group).get();
            // The lag counts what is held, too, unlike the start offset, which is written behind.
            var isEmpty = offsets.size() == partitions && offsets.values().stream()
                    .allMatch(info -> info != null && info.lag().orElse(1L) == 0);
            if (isEmpty) {
                intake.seenEmpty(agent, at);
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ApiException)) {
                throw new IllegalStateException("the lag of a share group can't be read", e);
            }
            // Nothing is known of this moment, which is no evidence of anything.
            LOG.atDebug().addKeyValue("agent", agent).setCause(e).log("lag not read");
        }
    }

    @Override
    public void close() {
        closing.countDown();
        if (thread != null) {
            Threads.join(thread, STOP_WITHIN);
        }
    }
}
