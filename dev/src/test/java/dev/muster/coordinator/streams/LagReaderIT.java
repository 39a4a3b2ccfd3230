package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.Topics;
import dev.muster.coordinator.port.LagView.Partition;
import dev.muster.dev.EmbeddedBroker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
final class LagReaderIT {
    private static final Topics TOPICS = new Topics("lag.");
    private static final AgentType AGENT = new AgentType("test");

    @Test
    void whatIsPublishedDuringALookDoesNotMakeLessDoneThanWas() throws Exception {
        try (var broker = EmbeddedBroker.start(); var admin = admin(broker)) {
            createTopic(admin);
            publish(broker, 3);
            take(broker, 3);
            Awaitility.await("all is done").atMost(Duration.ofSeconds(60))
                    .until(() -> look(admin).lag() == 0);

            var seen = look(busy(admin, "listShareGroupOffsets", () -> publish(broker, 2)));

            assertThat(seen.lag()).isEqualTo(2);
            assertThat(seen.end() - seen.lag()).as("done").isEqualTo(3);
        }
    }

    private static Partition look(Admin admin) throws InterruptedException {
        return new LagReader(admin, TOPICS, "lag.coordinator").read(List.of(AGENT)).workers().values()
                .stream().flatMap(List::stream).findFirst().orElseThrow();
    }

    /// Before each call of the method something happens.
    private static Admin busy(Admin admin, String method, Runnable event) {
        return (Admin) Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[]{Admin.class},
                (proxy, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        event.run();
                    }
                    try {
                        return called.invoke(admin, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void createTopic(Admin admin) throws Exception {
        admin.createTopics(List.of(new NewTopic(TOPICS.tasks(AGENT), 1, (short) 1))).all().get();
        var fromTheStart = new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"),
                AlterConfigOp.OpType.SET);
        var group = new ConfigResource(ConfigResource.Type.GROUP, TOPICS.shareGroup(AGENT));
        admin.incrementalAlterConfigs(Map.of(group, List.of(fromTheStart))).all().get();
    }

    private static void publish(EmbeddedBroker broker, int count) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrap()), new StringSerializer(),
                new StringSerializer())) {
            for (var i = 0; i < count; i++) {
                var _ = producer.send(new ProducerRecord<>(TOPICS.tasks(AGENT), "a task"));
            }
        }
    }

    /// What is taken is acknowledged with the next poll, or at the end.
    private static void take(EmbeddedBroker broker, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap(), "group.id",
                TOPICS.shareGroup(AGENT));
        try (var consumer = new KafkaShareConsumer<>(settings, new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(TOPICS.tasks(AGENT)));
            var taken = 0;
            while (taken < count) {
                taken += consumer.poll(Duration.ofMillis(100)).count();
            }
            consumer.commitSync();
        }
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    }
}
