package dev.muster.worker;

import dev.muster.common.AgentType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Opens the worker's Kafka clients: what the user set, and over it what the worker's promises rest on.
final class KafkaClients {
    /// A share consumer refuses to be told what is the group's to say.
    private static final Set<String> NOT_FOR_SHARES = Set.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG);

    private final WorkerSettings settings;

    KafkaClients(WorkerSettings settings) {
        this.settings = settings;
    }

    /// For what must arrive, however long it takes.
    KafkaProducer<String, byte[]> reports() {
        return producer("reports", Map.of(ProducerConfig.LINGER_MS_CONFIG, "0",
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                String.valueOf(settings.limits().outputBytes() + 100_000)),
                Map.of());
    }

    /// For what is worthless when it is late: a heartbeat fails well within the lease, and the next one says it all.
    KafkaProducer<String, byte[]> heartbeats() {
        var third = String.valueOf(Math.max(200, settings.timing().lease().toMillis() / 3));
        return producer("heartbeats", Map.of(),
                Map.of(ProducerConfig.LINGER_MS_CONFIG, "0", ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, third,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, third, ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        third));
    }

    /// In no group: every worker reads every record.
    KafkaConsumer<String, byte[]> listening(String topic) {
        return new KafkaConsumer<>(settings("listen-" + topic, ConsumerConfig.configNames(), Map.of(),
                Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false")),
                new StringDeserializer(), new ByteArrayDeserializer());
    }

    KafkaShareConsumer<String, byte[]> tasks(AgentType agent, int batch) {
        var known = new TreeSet<>(ConsumerConfig.configNames());
        known.removeAll(NOT_FOR_SHARES);
        var configs = settings("tasks-" + agent, known,
                Map.of(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "1000"),
                Map.of(ConsumerConfig.GROUP_ID_CONFIG, settings.topics().shareGroup(agent),
                        ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit",
                        ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(batch)));
        NOT_FOR_SHARES.forEach(configs::remove);
        return new KafkaShareConsumer<>(configs, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /// Looks without taking, to tell a backlog from a transaction's marker.
    KafkaConsumer<byte[], byte[]> looking(AgentType agent) {
        return new KafkaConsumer<>(settings("look-" + agent, ConsumerConfig.configNames(), Map.of(),
                Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false")),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Admin admin() {
        return Admin.create(settings("admin", AdminClientConfig.configNames(), Map.of(), Map.of()));
    }

    private KafkaProducer<String, byte[]> producer(String use, Map<String, String> defaults,
            Map<String, String> required) {
        var demanded = new HashMap<>(required);
        demanded.put(ProducerConfig.ACKS_CONFIG, "all");
        demanded.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return new KafkaProducer<>(settings(use, ProducerConfig.configNames(), defaults, demanded),
                new StringSerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> settings(String use, Set<String> known, Map<String, String> defaults,
            Map<String, String> required) {
        var all = new HashMap<String, Object>(defaults);
        settings.kafka().forEach((name, value) -> {
            if (known.contains(name) || !isKnownToAny(name)) {
                all.put(name, value);
            }
        });
        all.putAll(required);
        all.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
        all.put(AdminClientConfig.CLIENT_ID_CONFIG, settings.id() + "-" + use);
        return all;
    }

    /// What no client knows by name is an extension's, and goes to all of them.
    private static boolean isKnownToAny(String name) {
        return ConsumerConfig.configNames().contains(name) || ProducerConfig.configNames().contains(name)
                || AdminClientConfig.configNames().contains(name);
    }
}
