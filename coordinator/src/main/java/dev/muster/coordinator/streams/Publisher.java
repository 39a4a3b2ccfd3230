package dev.muster.coordinator.streams;

import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.monitor.Occurrence;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes single records outside of the streams; a record is durable when its method returns. Thread-safe.
final class Publisher implements AutoCloseable {
    static final String NAME = "publisher";

    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final int DELIVERED_WITHIN_MILLIS = 20_000;
    private static final int ANSWERED_WITHIN_MILLIS = 10_000;

    private final String deadLetters;
    private final Consumer<Occurrence> counting;
    private final KafkaProducer<byte @Nullable [], byte @Nullable []> producer;

    /// @param counting told of each record that was put aside
    Publisher(ClientSettings settings, String deadLetters, Consumer<Occurrence> counting) {
        this.deadLetters = deadLetters;
        this.counting = counting;
        var config = settings.producer(NAME);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERED_WITHIN_MILLIS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWERED_WITHIN_MILLIS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWERED_WITHIN_MILLIS);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// @throws NotReadyException if Kafka did not take it in time; it may still be taken
    void publish(String topic, String key, byte[] value) {
        send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    }

    /// Puts a record aside, as it came.
    void bury(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, DeadLetter letter) {
        send(new ProducerRecord<>(deadLetters, null, record.key(), record.value(), letter.headers()));
        counting.accept(new Occurrence.DeadLetter());
    }

    MeterBinder meters() {
        return new KafkaClientMetrics(producer);
    }

    private void send(ProducerRecord<byte @Nullable [], byte @Nullable []> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (RetriableException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    private static RuntimeException failed(@Nullable Throwable cause) {
        return cause instanceof RetriableException
                ? new NotReadyException("Kafka did not take the record in time; it may still be taken")
                : new KafkaException("Kafka refused a record", cause);
    }

    @Override
    public void close() {
        producer.close(STOP_WITHIN);
    }
}
