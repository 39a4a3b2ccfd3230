package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.Topics;
import dev.muster.coordinator.port.LagView.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks Kafka how far the groups are behind that read Muster's topics: a few requests for all of them together. What can't be
/// read is left out: nothing is known of it at this moment. Used by one thread.
record LagReader(Admin admin, Topics topics, String application) {
    private static final Logger LOG = LoggerFactory.getLogger(LagReader.class);

    /// By agent type those of its workers, by group those of the coordinators.
    record Lags(Map<AgentType, List<Partition>> workers, Map<String, List<Partition>> coordinators) {}

    Lags read(Collection<AgentType> agents) throws InterruptedException {
        return new Lags(workers(agents), coordinators());
    }

    private Map<AgentType, List<Partition>> workers(Collection<AgentType> agents)
            throws InterruptedException {
        var shares = admin.listShareGroupOffsets(agents.stream()
                .collect(Collectors.toMap(topics::shareGroup, agent -> new ListShareGroupOffsetsSpec())));
        var offsets = new TreeMap<AgentType, Map<TopicPartition, SharePartitionOffsetInfo>>();
        for (var agent : agents) {
            known(shares.partitionsToOffsetInfo(topics.shareGroup(agent)))
                    .ifPresent(known -> offsets.put(agent, known));
        }
        // The broker counts the lag up to the end that it has then. With an end from before, what is done would seem to be
        // less than it was, and what waits older than it is.
        var ends = ends(offsets.keySet().stream().map(topics::tasks).toList());
        var workers = new TreeMap<AgentType, List<Partition>>();
        offsets.forEach((agent, known) -> partitions(List.of(topics.tasks(agent)), ends, known,
                LagReader::ofShare).ifPresent(partitions -> workers.put(agent, partitions)));
        return workers;
    }

    private Map<String, List<Partition>> coordinators() throws InterruptedException {
        var readers = readers();
        // The ends come first: whatever a group has not read of them, it had not read then.
        var ends = ends(readers.values().stream().flatMap(List::stream).distinct().toList());
        var consumers = admin.listConsumerGroupOffsets(readers.keySet().stream()
                .collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec())));
        var coordinators = new TreeMap<String, List<Partition>>();
        for (var reader : readers.entrySet()) {
            known(consumers.partitionsToOffsetAndMetadata(reader.getKey()))
                    .flatMap(offsets -> partitions(reader.getValue(), ends, offsets, LagReader::ofConsumer))
                    .ifPresent(partitions -> coordinators.put(reader.getKey(), partitions));
        }
        return coordinators;
    }

    /// The coordinators' groups, with the topics that each reads.
    private Map<String, List<String>> readers() {
        return Map.of(application,
                List.of(topics.commands(), topics.gates(), topics.reports(), topics.workers()),
                application + '-' + Registrar.NAME,
                List.of(topics.agents(), topics.definitions(), topics.workers()));
    }

    private Map<TopicPartition, Long> ends(List<String> names) throws InterruptedException {
        var wanted = new HashMap<TopicPartition, OffsetSpec>();
        for (var topic : admin.describeTopics(names).topicNameValues().entrySet()) {
            known(topic.getValue()).ifPresent(description -> description.partitions().forEach(
                    info -> wanted.put(new TopicPartition(topic.getKey(), info.partition()),
                            OffsetSpec.latest())));
        }
        var listed = admin.listOffsets(wanted);
        var ends = new HashMap<TopicPartition, Long>();
        for (var partition : wanted.keySet()) {
            known(listed.partitionResult(partition)).ifPresent(end -> ends.put(partition, end.offset()));
        }
        return ends;
    }

    /// All partitions of the topics, in order.
    /// @return nothing unless something is known of each topic
    private static <T> Optional<List<Partition>> partitions(List<String> names,
            Map<TopicPartition, Long> ends, Map<TopicPartition, T> offsets,
            BiFunction<Long, @Nullable T, PositionAndLag> position) {
        var partitions = new ArrayList<Partition>();
        for (var name : names) {
            var ofTopic = ends.entrySet().stream().filter(end -> end.getKey().topic().equals(name))
                    .sorted(Map.Entry.comparingByKey((a, b) -> a.partition() - b.partition())).toList();
            if (ofTopic.isEmpty()) {
                return Optional.empty();
            }
            for (var end : ofTopic) {
                var at = position.apply(end.getValue(), offsets.get(end.getKey()));
                partitions.add(new Partition(name, end.getKey().partition(), end.getValue(), at.position(),
                        at.lag()));
            }
        }
        return Optional.of(partitions);
    }

    private record PositionAndLag(@Nullable Long position, long lag) {}

    /// The lag counts what members hold, too, unlike the start offset, which is written behind. Of a partition from which
    /// the group never took anything, nothing is known but its end.
    private static PositionAndLag ofShare(long end, @Nullable SharePartitionOffsetInfo info) {
        return info == null
                ? new PositionAndLag(null, end)
                : new PositionAndLag(info.startOffset(),
                        info.lag().orElse(Math.max(0, end - info.startOffset())));
    }

    private static PositionAndLag ofConsumer(long end, @Nullable OffsetAndMetadata committed) {
        return committed == null
                ? new PositionAndLag(null, end)
                : new PositionAndLag(committed.offset(), Math.max(0, end - committed.offset()));
    }

    private static <T> Optional<T> known(KafkaFuture<T> future) throws InterruptedException {
        try {
            return Optional.of(future.get());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ApiException)) {
                throw new IllegalStateException("the lag of groups can't be read", e);
            }
            LOG.atDebug().setCause(e).log("lag not read");
            return Optional.empty();
        }
    }
}
