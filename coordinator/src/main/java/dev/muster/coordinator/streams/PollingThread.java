package dev.muster.coordinator.streams;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/// The thread that owns a consumer: polls it until it is closed, and closes it then. Thread-safe.
final class PollingThread<K, V> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final KafkaConsumer<K, V> consumer;
    private final Thread thread;
    private volatile boolean isClosing;

    /// @param target given what each poll brings, which may be nothing
    PollingThread(String name, KafkaConsumer<K, V> consumer, Vitals vitals,
            Consumer<ConsumerRecords<K, V>> target) {
        this.consumer = consumer;
        this.thread = vitals.start(name, () -> poll(target));
    }

    private void poll(Consumer<ConsumerRecords<K, V>> target) {
        try (consumer) {
            while (!isClosing) {
                target.accept(consumer.poll(POLL));
            }
        } catch (WakeupException e) {
            if (!isClosing) {
                throw e;
            }
        }
    }

    MeterBinder meters() {
        return new KafkaClientMetrics(consumer);
    }

    @Override
    public void close() {
        isClosing = true;
        consumer.wakeup();
        Threads.join(thread, STOP_WITHIN);
    }
}
