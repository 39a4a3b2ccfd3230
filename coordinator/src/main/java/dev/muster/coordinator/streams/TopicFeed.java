package dev.muster.coordinator.streams;

import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads all of a topic, once it is committed, from when it was started, and passes it on from a thread of its own.
final class TopicFeed {
    private TopicFeed() {}

    /// Starts to listen: what is published after this returned is not missed.
    static PollingThread<?, ?> start(ClientSettings settings, String name, String topic, Vitals vitals,
            Consumer<ConsumerRecord<@Nullable String, byte @Nullable []>> target) {
        var consumer = new KafkaConsumer<@Nullable String, byte @Nullable []>(settings.consumer(name),
                new StringDeserializer(), new ByteArrayDeserializer());
        goToEnd(consumer, topic);
        return new PollingThread<>(name, consumer, vitals, records -> records.forEach(target));
    }

    private static void goToEnd(KafkaConsumer<?, ?> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy; asking for the position is not.
        partitions.forEach(consumer::position);
    }
}
