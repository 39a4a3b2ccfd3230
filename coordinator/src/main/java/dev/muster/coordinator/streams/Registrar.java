package dev.muster.coordinator.streams;

import dev.muster.common.error.NotReadyException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what comes outside of the streams, each record in one coordinator of the fleet: heartbeats, whose offers it has
/// registered, and the tables' topics, whose unreadable records it puts aside. Runs in its own thread.
final class Registrar implements AutoCloseable {
    static final String NAME = "registrar";

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer;
    private final Inspection inspection;
    private @Nullable Thread thread;
    private volatile boolean closing;

    private Registrar(KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer, Inspection inspection) {
        this.consumer = consumer;
        this.inspection = inspection;
    }

    static Registrar start(ClientSettings settings, List<String> topics, Inspection inspection,
            Vitals vitals) {
        var registrar = new Registrar(new KafkaConsumer<>(settings.groupConsumer(NAME),
                new ByteArrayDeserializer(), new ByteArrayDeserializer()), inspection);
        registrar.consumer.subscribe(topics);
        registrar.thread = vitals.start(NAME, registrar::run);
        return registrar;
    }

    /// What is done with each record. May be done again with the same one.
    interface Inspection {
        void inspect(ConsumerRecord<byte @Nullable [], byte @Nullable []> record);
    }

    private void run() {
        try (consumer) {
            while (!closing) {
                take(consumer.poll(POLL));
            }
        } catch (WakeupException e) {
            if (!closing) {
                throw e;
            }
        }
    }

    private void take(ConsumerRecords<byte @Nullable [], byte @Nullable []> records) {
        if (records.isEmpty()) {
            return;
        }
        try {
            records.forEach(inspection::inspect);
            consumer.commitSync();
        } catch (CommitFailedException e) {
            // The partitions went to another coordinator, which does the same again.
            LOG.atDebug().log("registrar's position not committed");
        } catch (RetriableException | NotReadyException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage())
                    .log("registration is put off and will be tried again");
            records.partitions().forEach(
                    partition -> consumer.seek(partition, records.records(partition).getFirst().offset()));
            Threads.pause(PAUSE);
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
