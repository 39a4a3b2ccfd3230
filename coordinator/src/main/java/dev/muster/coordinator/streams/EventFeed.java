package dev.muster.coordinator.streams;

import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// Listens to the lifecycle events of all workflows from a thread of its own. It begins a little before the end of the log,
/// so that subscribers of a coordinator that was restarted find there what they missed; who waits hears of what is new.
final class EventFeed {
    /// Of each partition.
    private static final long LOOKED_BACK = 500;

    private final FeedPositions before;
    private final Listening listening;

    private EventFeed(FeedPositions before, Listening listening) {
        this.before = before;
        this.listening = listening;
    }

    /// @param reading the thread that reads
    record Started(Listening listening, PollingThread<?, ?> reading) {}

    /// What is published after this returned is not missed.
    /// @param id of the topic
    static Started start(ClientSettings settings, String topic, Uuid id, Vitals vitals) {
        var consumer = new KafkaConsumer<@Nullable String, byte @Nullable []>(
                settings.consumer("event-feed"), new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = IntStream.range(0, consumer.partitionsFor(topic).size())
                .mapToObj(partition -> new TopicPartition(topic, partition)).toList();
        var beginning = consumer.beginningOffsets(partitions);
        var end = consumer.endOffsets(partitions);
        var from = partitions.stream()
                .mapToLong(one -> Math.max(offset(beginning, one), offset(end, one) - LOOKED_BACK))
                .toArray();
        consumer.assign(partitions);
        partitions.forEach(one -> consumer.seek(one, from[one.partition()]));
        var listening = Listening.from(new FeedPositions(id.hashCode(), from));
        var feed = new EventFeed(
                new FeedPositions(id.hashCode(),
                        partitions.stream().mapToLong(one -> offset(end, one)).toArray()),
                listening);
        return new Started(listening, new PollingThread<>("event-feed", consumer, vitals, feed::hear));
    }

    static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition), "Kafka tells the offsets it was asked for");
    }

    private void hear(ConsumerRecords<@Nullable String, byte @Nullable []> records) {
        for (var record : records) {
            var event = FeedEvent.of(record);
            if (event != null && record.offset() < before.next(record.partition())) {
                listening.tail().add(event);
            } else if (event != null) {
                listening.accept(event);
            }
        }
        listening.tail().told();
    }
}
