package dev.muster.dev;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(120)
final class EmbeddedBrokerIT {
    private static final String TOPIC = "letters";

    @Test
    void committedRecordsAreReadAndAbortedOnesAreNot() throws Exception {
        try (var broker = EmbeddedBroker.start()) {
            createTopic(broker);
            produce(broker, false, "a");
            produce(broker, true, "b");

            assertThat(readCommitted(broker, 1)).containsExactly("b");
        }
    }

    @Test
    void aShareGroupTakesEveryRecord() throws Exception {
        try (var broker = EmbeddedBroker.start()) {
            createTopic(broker);
            readFromTheStart(broker, "readers");
            produce(broker, true, "a", "b", "c");

            assertThat(share(broker, "readers", 3)).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    @Test
    void aRestartKeepsTheClusterAndItsRecords(@TempDir Path data) throws Exception {
        String cluster;
        try (var broker = EmbeddedBroker.start(data, 0)) {
            cluster = clusterId(broker);
            createTopic(broker);
            produce(broker, true, "a");
        }

        try (var broker = EmbeddedBroker.start(data, 0)) {
            assertThat(clusterId(broker)).isEqualTo(cluster);
            produce(broker, true, "b");
            assertThat(readCommitted(broker, 2)).containsExactly("a", "b");
        }
    }

    @Test
    void twoBrokersAtTheSameTimeKnowNothingOfEachOther() throws Exception {
        try (var one = EmbeddedBroker.start(); var other = EmbeddedBroker.start()) {
            createTopic(one);
            createTopic(other);
            produce(one, true, "of one");
            produce(other, true, "of the other");

            assertThat(clusterId(one)).isNotEqualTo(clusterId(other));
            assertThat(readCommitted(one, 1)).containsExactly("of one");
            assertThat(readCommitted(other, 1)).containsExactly("of the other");
        }
    }

    @Test
    void aTakenPortIsNamed(@TempDir Path data) {
        try (var broker = EmbeddedBroker.start()) {
            var port = Integer.parseInt(broker.bootstrap().split(":")[1]);

            assertThatThrownBy(() -> EmbeddedBroker.start(data, port))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessage(
                            "the Kafka broker can't start: port " + port + " on 127.0.0.1 is already in use");
        }
    }

    private static void createTopic(EmbeddedBroker broker) throws Exception {
        try (var admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static String clusterId(EmbeddedBroker broker) throws Exception {
        try (var admin = admin(broker)) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void readFromTheStart(EmbeddedBroker broker, String group) throws Exception {
        try (var admin = admin(broker)) {
            var setting = new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"),
                    AlterConfigOp.OpType.SET);
            var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
            admin.incrementalAlterConfigs(Map.of(resource, List.of(setting))).all().get();
        }
    }

    private static void produce(EmbeddedBroker broker, boolean commit, String... values) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id",
                "writer");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (var value : values) {
                var _ = producer.send(new ProducerRecord<>(TOPIC, value));
            }
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private static List<String> readCommitted(EmbeddedBroker broker, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level",
                "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(),
                new StringDeserializer())) {
            var partition = List.of(new TopicPartition(TOPIC, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            return collect(count, () -> consumer.poll(Duration.ofMillis(100)));
        }
    }

    private static List<String> share(EmbeddedBroker broker, String group, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap(), "group.id", group);
        try (var consumer = new KafkaShareConsumer<>(settings, new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            return collect(count, () -> consumer.poll(Duration.ofMillis(100)));
        }
    }

    private static List<String> collect(int count, Supplier<ConsumerRecords<String, String>> poll) {
        var values = new ArrayList<String>();
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> {
            poll.get().iterator()
                    .forEachRemaining((ConsumerRecord<String, String> r) -> values.add(r.value()));
            return values.size() >= count;
        });
        return values;
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    }
}
