package dev.muster.dev.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Everything that stands in partition 0 of a topic, read as it comes. Thread-safe.
final class TopicLog implements AutoCloseable {
    private final List<ConsumerRecord<String, byte[]>> records = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile boolean isClosed;

    TopicLog(String bootstrap, String topic) {
        this(bootstrap, topic, record -> {
            // Kept, and that is all.
        });
    }

    /// @param onRecord is given each record after it was kept, on the log's thread
    TopicLog(String bootstrap, String topic, Consumer<ConsumerRecord<String, byte[]>> onRecord) {
        reader = Thread.ofPlatform().daemon().name("log-" + topic).start(() -> {
            try (var consumer = new KafkaConsumer<>(
                    Map.<String, Object>of("bootstrap.servers", bootstrap, "isolation.level",
                            "read_committed",
                            "fetch.max.wait.ms", "20"),
                    new StringDeserializer(), new ByteArrayDeserializer())) {
                var partition = new TopicPartition(topic, 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                while (!isClosed) {
                    consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                        records.add(record);
                        onRecord.accept(record);
                    });
                }
            }
        });
    }

    List<ConsumerRecord<String, byte[]>> records() {
        return records;
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
