package dev.muster.worker;

import dev.muster.common.AgentType;
import dev.muster.common.Topics;
import dev.muster.worker.lease.IntakeWatch.Backlog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/// Looks at what waits for the share group of an agent type.
///
/// The broker's lag knows what was acknowledged, which the group's start offset, written only with the next
/// acknowledgement, does not; but it counts transactions' markers too, which are nothing to take. So where there is
/// lag, the partition is read from the start offset by a consumer that takes nothing.
final class ShareGroupBacklog {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration READ_WITHIN = Duration.ofSeconds(1);

    private final AgentType agent;
    private final String topic;
    private final String group;
    private final KafkaClients clients;
    private final Admin admin;

    ShareGroupBacklog(AgentType agent, Topics topics, KafkaClients clients, Admin admin) {
        this.agent = agent;
        this.topic = topics.tasks(agent);
        this.group = topics.shareGroup(agent);
        this.clients = clients;
        this.admin = admin;
    }

    /// @throws KafkaException if the broker does not tell
    Backlog look() {
        var behind = new HashMap<TopicPartition, SharePartitionOffsetInfo>();
        offsets().forEach((partition, info) -> {
            if (info.lag().orElse(1L) > 0) {
                behind.put(partition, info);
            }
        });
        return behind.isEmpty() ? Backlog.none() : read(behind);
    }

    private Backlog read(Map<TopicPartition, SharePartitionOffsetInfo> behind) {
        try (var reader = clients.looking(agent)) {
            reader.assign(behind.keySet());
            var ends = reader.endOffsets(behind.keySet(), ANSWER_WITHIN);
            var done = 0L;
            for (var partition : behind.entrySet()) {
                var start = Math.max(0, partition.getValue().startOffset());
                var end = ends.getOrDefault(partition.getKey(), start);
                done += end - partition.getValue().lag().orElse(end - start);
                reader.seek(partition.getKey(), start);
            }
            return new Backlog(done, !reader.poll(READ_WITHIN).isEmpty());
        }
    }

    private Map<TopicPartition, SharePartitionOffsetInfo> offsets() {
        try {
            var found = new HashMap<TopicPartition, SharePartitionOffsetInfo>();
            admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(group)
                    .get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, info) -> {
                        if (info != null && partition.topic().equals(topic)) {
                            found.put(partition, info);
                        }
                    });
            return found;
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the backlog of agent " + agent + " can't be told", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
