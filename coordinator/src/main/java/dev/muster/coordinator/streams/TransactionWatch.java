package dev.muster.coordinator.streams;

import dev.muster.common.Topics;
import dev.muster.coordinator.streams.LateTransactions.Ends;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of a partition of Muster's that a transaction holds back which never ends: whatever reads it waits, the restoring of a store
/// among it. That takes a transaction of another program that stays open, or a broker that lost the end of one, as those of Kafka
/// 4.3 and 4.4 may when a partition had no leader (KAFKA-20734). What was decided about it the broker no longer tells, so whether
/// to abort it is for a human to say. The figure can be read by any thread, all else is used by one.
final class TransactionWatch {
    static final String NAME = "transaction-watch";
    static final Duration INTERVAL = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(TransactionWatch.class);

    private final Admin admin;
    private final Topics topics;
    private final LateTransactions transactions = new LateTransactions();
    private volatile Map<TopicPartition, Long> late = Map.of();

    TransactionWatch(Admin admin, Topics topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /// The partitions that are held back, as of the last look.
    Set<TopicPartition> late() {
        return late.keySet();
    }

    void look() throws InterruptedException {
        try {
            var before = late;
            late = transactions.looked(ends());
            late.forEach((partition, at) -> {
                if (!at.equals(before.get(partition))) {
                    LOG.atError().addKeyValue("topic", partition.topic())
                            .addKeyValue("partition", partition.partition()).addKeyValue("offset", at)
                            .log("a transaction does not end and holds back whatever reads the partition:"
                                    + " see kafka-transactions.sh find-hanging");
                }
            });
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ApiException)) {
                throw new IllegalStateException("transactions can't be looked at", e);
            }
            LOG.atDebug().setCause(e).log("transactions not looked at");
        }
    }

    private Map<TopicPartition, Ends> ends() throws InterruptedException, ExecutionException {
        var names = admin.listTopics().names().get().stream().filter(name -> name.startsWith(topics.prefix()))
                .toList();
        var partitions = admin.describeTopics(names).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(one -> new TopicPartition(topic.name(), one.partition())))
                .toList();
        // The committed ends come last: what is committed between the two looks is not held back.
        var all = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
        var committed = ends(partitions, IsolationLevel.READ_COMMITTED);
        return all.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                end -> new Ends(committed.getOrDefault(end.getKey(), end.getValue()), end.getValue())));
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel isolation)
            throws InterruptedException, ExecutionException {
        var latest = partitions.stream()
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }
}
