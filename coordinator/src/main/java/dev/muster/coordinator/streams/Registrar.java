package dev.muster.coordinator.streams;

import dev.muster.common.error.NotReadyException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what comes outside of the streams, each record in one coordinator of the fleet: heartbeats, whose offers it has
/// registered, and the tables' topics, whose unreadable records it puts aside. Owned by a thread of its own.
final class Registrar {
    static final String NAME = "registrar";

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer;
    private final Inspection inspection;

    private Registrar(KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer, Inspection inspection) {
        this.consumer = consumer;
        this.inspection = inspection;
    }

    static PollingThread<?, ?> start(ClientSettings settings, List<String> topics, Inspection inspection,
            Vitals vitals) {
        var consumer = new KafkaConsumer<byte @Nullable [], byte @Nullable []>(settings.groupConsumer(NAME),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(topics);
        return new PollingThread<>(NAME, consumer, vitals, new Registrar(consumer, inspection)::take);
    }

    /// What is done with each record. May be done again with the same one.
    interface Inspection {
        void inspect(ConsumerRecord<byte @Nullable [], byte @Nullable []> record);
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
}
