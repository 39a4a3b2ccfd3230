package dev.muster.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// Counts what is written to the log, topic by topic: records, and the markers of transactions, one for each partition that a transaction
/// wrote to. One thread.
final class LogSizes implements AutoCloseable {
    private final Admin admin;
    private final Map<TopicPartition, OffsetSpec> ends;

    /// Of the topics that there are.
    LogSizes(String kafka) throws InterruptedException {
        admin = Admin.create(Map.of("bootstrap.servers", kafka));
        try {
            var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
            ends = admin.describeTopics(names).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics can't be counted", e.getCause());
        }
    }

    /// Sizes at some moment, which need not be awaited.
    final class Reading {
        private final ListOffsetsResult offsets = admin.listOffsets(ends);

        /// @return how many records were written to each topic since an earlier reading, for each of `count`
        Map<String, Double> since(Reading before, long count) throws InterruptedException {
            var written = new TreeMap<String, Double>();
            for (var partition : ends.keySet()) {
                var records = at(partition) - before.at(partition);
                written.merge(partition.topic(), (double) records / Math.max(1, count), Double::sum);
            }
            written.values().removeIf(each -> each < 0.005);
            return written;
        }

        private long at(TopicPartition partition) throws InterruptedException {
            try {
                return offsets.partitionResult(partition).get().offset();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the end of " + partition + " is not to be had",
                        e.getCause());
            }
        }
    }

    Reading read() {
        return new Reading();
    }

    @Override
    public void close() {
        admin.close();
    }
}
