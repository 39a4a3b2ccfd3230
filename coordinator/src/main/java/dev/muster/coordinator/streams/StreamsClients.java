package dev.muster.coordinator.streams;

import dev.muster.coordinator.monitor.Uncommitted;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/// The clients of the streams, as Kafka makes them itself, but that producers tell what became of their transactions. Each
/// stream thread has one producer, which it alone uses, so what that thread decided is committed when its producer's
/// transaction is.
/// @param uncommitted that of the thread which calls
record StreamsClients(Supplier<Uncommitted> uncommitted) implements KafkaClientSupplier {
    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new TellingProducer(config, uncommitted);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static final class TellingProducer extends KafkaProducer<byte[], byte[]> {
        private final Supplier<Uncommitted> uncommitted;

        TellingProducer(Map<String, Object> config, Supplier<Uncommitted> uncommitted) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.uncommitted = uncommitted;
        }

        /// What the thread's former producer had under way when it was fenced is lost.
        @Override
        public void initTransactions() {
            uncommitted.get().lost();
            super.initTransactions();
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            uncommitted.get().committed();
        }

        @Override
        public void abortTransaction() {
            uncommitted.get().lost();
            super.abortTransaction();
        }
    }
}
