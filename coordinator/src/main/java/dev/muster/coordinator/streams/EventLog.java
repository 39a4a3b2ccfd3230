package dev.muster.coordinator.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// The topic of events, for those who go on where the latest events begin later. Only a few may read at a time. Thread-safe.
final class EventLog {
    private static final int MOST_READERS = 4;

    private final ClientSettings settings;
    private final String topic;
    private final Semaphore readers = new Semaphore(MOST_READERS, true);

    EventLog(ClientSettings settings, String topic) {
        this.settings = settings;
        this.topic = topic;
    }

    /// Waits until one may read.
    /// @return null if the time is over
    @Nullable
    Reader read(FeedPositions from, Duration atMost) throws InterruptedException {
        if (!readers.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return null;
        }
        try {
            return new Reader(from);
        } catch (RuntimeException e) {
            readers.release();
            throw e;
        }
    }

    /// Has one owner.
    final class Reader implements AutoCloseable {
        private final KafkaConsumer<@Nullable String, byte @Nullable []> consumer;
        private final List<TopicPartition> partitions;

        private Reader(FeedPositions from) {
            consumer = new KafkaConsumer<>(settings.consumer("event-log"), new StringDeserializer(),
                    new ByteArrayDeserializer());
            partitions = IntStream.range(0, from.partitions())
                    .mapToObj(partition -> new TopicPartition(topic, partition)).toList();
            consumer.assign(partitions);
            var beginning = consumer.beginningOffsets(partitions);
            var end = consumer.endOffsets(partitions);
            // Kafka may have deleted what comes next.
            partitions.forEach(partition -> consumer.seek(partition, Math.min(
                    EventFeed.offset(end, partition),
                    Math.max(EventFeed.offset(beginning, partition), from.next(partition.partition())))));
        }

        /// Moves the positions up to what comes next: beyond the markers of transactions too.
        void advance(FeedPositions positions) {
            partitions.forEach(
                    partition -> positions.advance(partition.partition(), consumer.position(partition)));
        }

        /// Waits for what comes next.
        List<FeedEvent> next(Duration atMost) {
            var events = new ArrayList<FeedEvent>();
            for (var record : consumer.poll(atMost)) {
                var event = FeedEvent.of(record);
                if (event != null) {
                    events.add(event);
                }
            }
            return events;
        }

        @Override
        public void close() {
            consumer.close();
            readers.release();
        }
    }
}
