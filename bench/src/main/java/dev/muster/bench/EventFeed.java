package dev.muster.bench;

import dev.muster.common.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads the published events from the topic's end, those that are committed. One thread.
final class EventFeed implements AutoCloseable {
    private static final String WORKFLOWS = "dev.muster.workflow.";
    private static final Set<String> ENDS = Set.of("completed", "failed", "cancelled", "rolled_back",
            "rollback_failed", "rejected");

    private final KafkaConsumer<byte[], byte[]> consumer;

    /// @param number of the workflow
    /// @param how as the event calls it
    record End(long number, String how) {}

    /// @param events how many there were of all kinds
    record Batch(int events, List<End> ends) {}

    EventFeed(String kafka) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed", "enable.auto.commit",
                        "false", "client.id", "bench"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(Topics.DEFAULT.events()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // The end is looked up at the first use otherwise, and what came before that would be missed.
        partitions.forEach(consumer::position);
    }

    Batch poll(Duration atMost) {
        var records = consumer.poll(atMost);
        var ends = new ArrayList<End>();
        for (var record : records) {
            var type = type(record);
            if (type.startsWith(WORKFLOWS) && ENDS.contains(type.substring(WORKFLOWS.length()))) {
                ends.add(new End(number(record.key()), type.substring(WORKFLOWS.length())));
            }
        }
        return new Batch(records.count(), ends);
    }

    private static String type(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
    }

    /// What stands behind the last dash.
    private static long number(byte[] key) {
        var number = 0L;
        var unit = 1L;
        for (var at = key.length - 1; key[at] != '-'; at--) {
            number += unit * (key[at] - '0');
            unit *= 10;
        }
        return number;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
