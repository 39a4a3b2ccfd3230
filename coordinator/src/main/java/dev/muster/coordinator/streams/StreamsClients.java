package dev.muster.coordinator.streams;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/// The clients of the streams, as Kafka makes them itself, but that they tell what nothing else does: consumers how much they
/// bring and which members they are, and producers what became of their transactions. Each stream thread has one of each, which
/// it alone uses, so what that thread decided is committed when its producer's transaction is.
/// @param thread what the thread which calls has to itself
record StreamsClients(Supplier<PerThread> thread, Membership membership) implements KafkaClientSupplier {
    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new TellingProducer(config, thread);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new TellingConsumer(config, thread, membership);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return new PatientConsumer(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /// The thread of the global tables has nothing to do between two records, but would look for one as often as the stream
    /// threads have to.
    private static final class PatientConsumer extends KafkaConsumer<byte[], byte[]> {
        private static final Duration PATIENCE = Duration.ofMillis(100);

        PatientConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            return super.poll(timeout.compareTo(PATIENCE) < 0 ? PATIENCE : timeout);
        }
    }

    private static final class TellingConsumer extends KafkaConsumer<byte[], byte[]> {
        private final Supplier<PerThread> thread;
        private final Membership membership;

        TellingConsumer(Map<String, Object> config, Supplier<PerThread> thread, Membership membership) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            this.thread = thread;
            this.membership = membership;
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            var polled = super.poll(timeout);
            thread.get().pacing().polled(polled.count(), System.nanoTime());
            membership.joined(groupMetadata().memberId());
            return polled;
        }
    }

    private static final class TellingProducer extends KafkaProducer<byte[], byte[]> {
        private final Supplier<PerThread> thread;

        TellingProducer(Map<String, Object> config, Supplier<PerThread> thread) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.thread = thread;
        }

        /// What the thread's former producer had under way when it was fenced is lost.
        @Override
        public void initTransactions() {
            thread.get().uncommitted().lost();
            super.initTransactions();
        }

        /// With the offsets of what was processed a commit begins.
        @Override
        public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets,
                ConsumerGroupMetadata group) {
            thread.get().pacing().commits(System.nanoTime());
            super.sendOffsetsToTransaction(offsets, group);
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            thread.get().pacing().committed(System.nanoTime());
            thread.get().uncommitted().committed();
        }

        @Override
        public void abortTransaction() {
            thread.get().uncommitted().lost();
            super.abortTransaction();
        }
    }
}
