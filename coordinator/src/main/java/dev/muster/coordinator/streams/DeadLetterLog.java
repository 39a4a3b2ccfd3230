package dev.muster.coordinator.streams;

import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.port.DeadLetterFilter;
import dev.muster.coordinator.port.DeadLetterId;
import dev.muster.coordinator.port.DeadLetterPage;
import dev.muster.coordinator.port.DeadLetterView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// The topic of dead letters, read when somebody asks, and then up to its end: the latest letters of each partition the first time,
/// what came since from then on. Nobody who asks costs those who don't anything. Thread-safe.
final class DeadLetterLog implements AutoCloseable {
    /// How many are listed, and how far back each partition is read.
    static final int MOST = 10_000;

    private static final int SHOWN_BYTES = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final ClientSettings settings;
    private final String topic;
    private final DeadLetterIndex index = new DeadLetterIndex(MOST);
    private @Nullable KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer;

    DeadLetterLog(ClientSettings settings, String topic) {
        this.settings = settings;
        this.topic = topic;
    }

    /// @throws IllegalArgumentException if the filter's cursor is none that a page gave
    synchronized DeadLetterPage page(DeadLetterFilter filter) {
        return answering(() -> {
            readOn(committedEnds());
            return index.page(filter);
        });
    }

    synchronized @Nullable DeadLetterView find(DeadLetterId id) {
        return answering(() -> {
            readOn(committedEnds());
            var record = recordOf(id);
            return record == null ? null : view(record);
        });
    }

    /// The letter, after everything that stands on the topic was read: also what is not committed yet, which is waited for.
    synchronized @Nullable Letter latest(DeadLetterId id) {
        return answering(() -> {
            readOn(ends());
            var record = recordOf(id);
            return record == null ? null : new Letter(record, view(record));
        });
    }

    /// A letter as it stands on the topic, and as it is shown.
    record Letter(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, DeadLetterView view) {}

    /// What somebody here did is seen at once, although it may be read a little later.
    synchronized void settled(DeadLetterId id, DeadLetterView.State as) {
        index.settle(id, as);
    }

    private DeadLetterView view(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        var state = index.state(new DeadLetterId(record.partition(), record.offset()));
        return DeadLetterIndex.view(record, Objects.requireNonNull(state), SHOWN_BYTES);
    }

    /// Null if there is no such letter among the latest.
    private @Nullable ConsumerRecord<byte @Nullable [], byte @Nullable []> recordOf(DeadLetterId id) {
        if (index.state(id) == null) {
            return null;
        }
        var partition = new TopicPartition(topic, id.partition());
        var reader = consumer();
        var position = reader.position(partition);
        var others = reader.assignment().stream().filter(one -> !one.equals(partition)).toList();
        reader.pause(others);
        reader.seek(partition, id.offset());
        try {
            return first(reader, partition, id.offset());
        } finally {
            reader.seek(partition, position);
            reader.resume(others);
        }
    }

    private static @Nullable ConsumerRecord<byte @Nullable [], byte @Nullable []> first(
            KafkaConsumer<byte @Nullable [], byte @Nullable []> reader, TopicPartition partition,
            long offset) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (var record : reader.poll(POLL).records(partition)) {
                // Kafka may have deleted it meanwhile.
                return record.offset() == offset ? record : null;
            }
        }
        throw away();
    }

    private Map<TopicPartition, Long> committedEnds() {
        return consumer().endOffsets(consumer().assignment(), PATIENCE);
    }

    /// With what stands there and is not committed, which only a consumer that reads that is told.
    private Map<TopicPartition, Long> ends() {
        var config = settings.consumer("dead-letter-ends");
        config.put("isolation.level", "read_uncommitted");
        try (var all = new KafkaConsumer<>(config, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return all.endOffsets(consumer().assignment(), PATIENCE);
        }
    }

    private void readOn(Map<TopicPartition, Long> ends) {
        var reader = consumer();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw away();
            }
            reader.poll(POLL).forEach(index::take);
        }
    }

    private KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer() {
        if (consumer == null) {
            consumer = opened();
        }
        return consumer;
    }

    private KafkaConsumer<byte @Nullable [], byte @Nullable []> opened() {
        var config = settings.consumer("dead-letter-log");
        config.put("auto.offset.reset", "earliest");
        var made = new KafkaConsumer<byte @Nullable [], byte @Nullable []>(config,
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = made.partitionsFor(topic, PATIENCE).stream()
                    .map(one -> new TopicPartition(topic, one.partition())).toList();
            made.assign(partitions);
            var beginnings = made.beginningOffsets(partitions, PATIENCE);
            made.endOffsets(partitions, PATIENCE).forEach((partition, end) -> made.seek(partition,
                    Math.max(beginnings.getOrDefault(partition, 0L), end - MOST)));
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private static <T> T answering(Supplier<T> question) {
        try {
            return question.get();
        } catch (RetriableException e) {
            throw away();
        }
    }

    private static NotReadyException away() {
        return new NotReadyException("the topic of dead letters can't be read now");
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }
}
