package dev.muster.coordinator.streams;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads all of a topic, once it is committed, from when it was started, and passes it on from its own thread. Thread-safe.
final class TopicFeed implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final KafkaConsumer<@Nullable String, byte @Nullable []> consumer;
    private final Consumer<ConsumerRecord<@Nullable String, byte @Nullable []>> target;
    private @Nullable Thread thread;
    private volatile boolean closing;

    private TopicFeed(KafkaConsumer<@Nullable String, byte @Nullable []> consumer,
            Consumer<ConsumerRecord<@Nullable String, byte @Nullable []>> target) {
        this.consumer = consumer;
        this.target = target;
    }

    /// Starts to listen: what is published after this returned is not missed.
    static TopicFeed start(ClientSettings settings, String name, String topic, Vitals vitals,
            Consumer<ConsumerRecord<@Nullable String, byte @Nullable []>> target) {
        var feed = new TopicFeed(new KafkaConsumer<>(settings.consumer(name), new StringDeserializer(),
                new ByteArrayDeserializer()), target);
        feed.goToEnd(topic);
        feed.thread = vitals.start(name, feed::listen);
        return feed;
    }

    private void goToEnd(String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy; asking for the position is not.
        partitions.forEach(consumer::position);
    }

    private void listen() {
        try (consumer) {
            while (!closing) {
                consumer.poll(POLL).forEach(target);
            }
        } catch (WakeupException e) {
            if (!closing) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        if (thread != null) {
            Threads.join(thread, STOP_WITHIN);
        }
    }
}
