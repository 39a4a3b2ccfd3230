package dev.muster.dev;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/// The only broker of a fleet is not killed in the middle of a transaction: while it starts again its partitions have no leader for
/// a moment, and a transaction that ends in that moment may never do so for one of them, by an error of Kafka 4.3 and 4.4
/// (KAFKA-20734) that `docs/operations.md` tells of. The other tests of faults have three brokers.
final class OpenTransactions {
    private static final Duration NONE_WITHIN = Duration.ofSeconds(60);

    private OpenTransactions() {}

    /// Until each partition is committed up to where it ended a moment before.
    static void awaitNone(String bootstrap) {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            Awaitility.await("nothing that is not committed").atMost(NONE_WITHIN).until(() -> {
                var ends = ends(admin, IsolationLevel.READ_UNCOMMITTED);
                var committed = ends(admin, IsolationLevel.READ_COMMITTED);
                return ends.entrySet().stream()
                        .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
            });
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin, IsolationLevel isolation)
            throws InterruptedException, ExecutionException {
        var topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
        var latest = admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(one -> new TopicPartition(topic.name(), one.partition())))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }
}
