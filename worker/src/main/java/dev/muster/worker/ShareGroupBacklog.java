package dev.muster.worker;

import dev.muster.common.AgentType;
import dev.muster.common.Topics;
import dev.muster.worker.lease.IntakeWatch.Backlog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/// Looks at what waits for the share group of an agent type: committed tasks that nobody is done with.
///
/// The broker's lag counts what is neither acknowledged nor committed, and transactions' markers too; and the group's
/// start offset is written only with the acknowledgement after the one that moves it. So the lag says how far the
/// group is, the last stable offset how far it could be, and a consumer that takes nothing reads whether there is a
/// record in between.
final class ShareGroupBacklog {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

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
        var known = offsets();
        // In this order: what is published in between seems to wait, which it does.
        var ends = ends(known.keySet(), IsolationLevel.READ_UNCOMMITTED);
        var group = offsets();
        var stable = ends(known.keySet(), IsolationLevel.READ_COMMITTED);
        var behind = new HashMap<TopicPartition, Long>();
        var moved = 0L;
        for (var partition : known.keySet()) {
            var info = group.get(partition);
            var end = ends.getOrDefault(partition, 0L);
            var start = info == null ? 0 : Math.max(0, info.startOffset());
            var done = info == null ? 0 : Math.max(start, end - info.lag().orElse(end - start));
            moved += start;
            if (stable.getOrDefault(partition, 0L) > done) {
                behind.put(partition, done);
            }
        }
        return new Backlog(moved, !behind.isEmpty() && isAnyToRead(behind));
    }

    private boolean isAnyToRead(Map<TopicPartition, Long> from) {
        try (var reader = clients.looking(agent)) {
            reader.assign(from.keySet());
            from.forEach(reader::seek);
            return !reader.poll(ANSWER_WITHIN.dividedBy(5)).isEmpty();
        }
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions, IsolationLevel level) {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        answer(admin.listOffsets(asked, new ListOffsetsOptions(level)).all())
                .forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    private Map<TopicPartition, SharePartitionOffsetInfo> offsets() {
        var found = new HashMap<TopicPartition, SharePartitionOffsetInfo>();
        answer(admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                .partitionsToOffsetInfo(group)).forEach((partition, info) -> {
                    if (info != null && partition.topic().equals(topic)) {
                        found.put(partition, info);
                    }
                });
        return found;
    }

    private <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the backlog of agent " + agent + " can't be told", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
