package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.Topics;
import dev.muster.common.error.NotReadyException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.TopicPartition;
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
            var ends = ends(topics.tasks(agent));
            var offsets = admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(group).get();
            intake.seen(agent, ends.entrySet().stream()
                    .mapToLong(end -> lag(end.getValue().offset(), offsets.get(end.getKey()))).sum());
            if (ends.entrySet().stream()
                    .allMatch(end -> isEmpty(end.getValue().offset(), offsets.get(end.getKey())))) {
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

    private Map<TopicPartition, ListOffsetsResultInfo> ends(String topic)
            throws ExecutionException, InterruptedException {
        var wanted = new HashMap<TopicPartition, OffsetSpec>();
        for (var description : admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
            description.partitions()
                    .forEach(info -> wanted.put(new TopicPartition(topic, info.partition()),
                            OffsetSpec.latest()));
        }
        return admin.listOffsets(wanted).all().get();
    }

    private static long lag(long end, @Nullable SharePartitionOffsetInfo info) {
        return info == null ? end : info.lag().orElse(0L);
    }

    /// The lag counts what members hold, too, unlike the start offset, which is written behind. Of a partition from which
    /// the group never took anything, nothing is known but its end.
    private static boolean isEmpty(long end, @Nullable SharePartitionOffsetInfo info) {
        return info == null ? end == 0 : info.lag().orElse(1L) == 0;
    }

    @Override
    public void close() {
        closing.countDown();
        if (thread != null) {
            Threads.join(thread, STOP_WITHIN);
        }
    }
}
