package dev.muster.coordinator.streams;

import dev.muster.common.error.NotReadyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
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
    /// @throws NotReadyException if Kafka does not answer
    @Nullable
    Reader read(FeedPositions from, Duration atMost) throws InterruptedException {
        if (!readers.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return null;
        }
        var reader = new Reader(from.partitions());
        try {
            reader.start(from);
            return reader;
        } catch (TimeoutException e) {
            reader.close();
            throw new NotReadyException("the log of events can't be read now");
        } catch (InterruptException e) {
            var interrupted = interrupted();
            reader.close();
            throw interrupted;
        }
    }

    /// Kafka's clients leave the flag set, and would not close then.
    private static InterruptedException interrupted() {
        var _ = Thread.interrupted();
        return new InterruptedException("interrupted while reading the log of events");
    }

    /// Has one owner.
    final class Reader implements AutoCloseable {
        private final KafkaConsumer<@Nullable String, byte @Nullable []> consumer;
        private final List<TopicPartition> partitions;

        private Reader(int partitions) {
            consumer = new KafkaConsumer<>(settings.consumer("event-log"), new StringDeserializer(),
                    new ByteArrayDeserializer());
            this.partitions = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition)).toList();
        }

        private void start(FeedPositions from) {
            consumer.assign(partitions);
            var beginning = consumer.beginningOffsets(partitions);
            var end = consumer.endOffsets(partitions);
            // Kafka may have deleted what comes next.
            partitions.forEach(
                    partition -> consumer.seek(partition, Math.min(EventFeed.offset(end, partition),
                            Math.max(EventFeed.offset(beginning, partition),
                                    from.next(partition.partition())))));
        }

        /// Moves the positions up to what comes next: beyond the markers of transactions too.
        void advance(FeedPositions positions) {
            partitions.forEach(
                    partition -> positions.advance(partition.partition(), consumer.position(partition)));
        }

        /// Waits for what comes next.
        List<FeedEvent> next(Duration atMost) throws InterruptedException {
            var events = new ArrayList<FeedEvent>();
            for (var record : polled(atMost)) {
                var event = FeedEvent.of(record);
                if (event != null) {
                    events.add(event);
                }
            }
            return events;
        }

        private ConsumerRecords<@Nullable String, byte @Nullable []> polled(Duration atMost)
                throws InterruptedException {
            try {
                return consumer.poll(atMost);
            } catch (InterruptException e) {
                throw interrupted();
            }
        }

        @Override
        public void close() {
            try (consumer) {
                readers.release();
            }
        }
    }
}
