package dev.muster.coordinator.streams;

import dev.muster.common.Topics;
import dev.muster.dev.EmbeddedBroker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
final class TransactionWatchIT {
    private static final Topics TOPICS = new Topics("watched.");
    private static final TopicPartition PARTITION = new TopicPartition(TOPICS.events(), 0);

    @Test
    void aTransactionThatNeverEndsIsToldOfUntilItIsAborted() throws Exception {
        try (var broker = EmbeddedBroker.start();
                var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrap()));
                var producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrap(),
                        "transactional.id", "test"), new StringSerializer(), new StringSerializer())) {
            var topics = List.of(new NewTopic(TOPICS.events(), 1, (short) 1),
                    new NewTopic("another.topic", 1, (short) 1));
            admin.createTopics(topics).all().get();
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPICS.events(), "an event")).get();
            producer.send(new ProducerRecord<>("another.topic", "of no concern here")).get();
            var watch = new TransactionWatch(admin, TOPICS);

            for (var look = 1; look < LateTransactions.LOOKS; look++) {
                watch.look();
                assertThat(watch.late()).as("it may end yet").isEmpty();
            }
            watch.look();

            assertThat(watch.late()).containsExactly(PARTITION);

            abortAsAHumanWould(admin);
            watch.look();

            assertThat(watch.late()).isEmpty();
        }
    }

    private static void abortAsAHumanWould(Admin admin) throws Exception {
        var open = admin.describeProducers(List.of(PARTITION)).partitionResult(PARTITION).get()
                .activeProducers().getFirst();
        admin.abortTransaction(
                new AbortTransactionSpec(PARTITION, open.producerId(), (short) open.producerEpoch(),
                        open.coordinatorEpoch().orElse(0)))
                .all().get();
    }
}
