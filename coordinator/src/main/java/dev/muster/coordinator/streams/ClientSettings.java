package dev.muster.coordinator.streams;

import dev.muster.coordinator.port.Address;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/// The settings of the coordinator's Kafka clients. What the user set is taken over, but for what the promises rest on.
final class ClientSettings {
    static final String COORDINATOR = "coordinator";

    private static final int FETCHED_BYTES = 64 * 1024;
    private static final int LINGER_MILLIS = 20;
    /// What a partition gets in one commit, even with thousands of workflows under way, goes in one request.
    private static final int BATCH_BYTES = 64 * 1024;
    private static final int RETRY_MILLIS = 10;
    private static final int SESSION_MILLIS = 6_000;
    private static final int HEARTBEAT_MILLIS = 1_500;
    /// Kafka allows no less.
    private static final int PROBING_MILLIS = 60_000;
    private static final int MOST_WARMING_UP = 4;
    /// No open transaction of a coordinator that was killed holds up committed readers for longer.
    private static final int TRANSACTION_MILLIS = 6_000;

    /// Stores that were left for so long are read back from the beginning: they might miss word of a removal, and show what was
    /// removed for good. Half of the time that it is kept, as reading takes some as well.
    private static final long STALE_AFTER_MILLIS = TopicPlan.REMOVALS_KEPT.dividedBy(2).toMillis();

    /// How long Kafka may be away before a coordinator gives up: by Kafka Streams' default five minutes. No overflow when it is
    /// added to a time.
    private static final long AWAY_MILLIS = Duration.ofDays(365).toMillis();

    private final EngineConfig config;

    ClientSettings(EngineConfig config) {
        this.config = config;
    }

    /// The name of the fleet's coordinators as one application: of their consumer group, stores and transactions.
    String application() {
        return config.topics().prefix() + COORDINATOR;
    }

    Map<String, Object> admin() {
        return base("admin");
    }

    Map<String, Object> producer(String role) {
        var settings = base(role);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicPlan.LARGE_RECORD);
        return settings;
    }

    /// A consumer that reads what is committed.
    Map<String, Object> consumer(String role) {
        var settings = base(role);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }

    /// A consumer that shares its partitions with those of the same role in other coordinators.
    Map<String, Object> groupConsumer(String role) {
        var settings = consumer(role);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, application() + '-' + role);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        return settings;
    }

    /// @param address where the other coordinators reach this one; null if they don't
    Map<String, Object> streams(@Nullable Address address) {
        var settings = base("streams");
        if (address != null) {
            settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address.toString());
        }
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.keeping().folder().toAbsolutePath().toString());
        settings.put(StreamsConfig.STATE_CLEANUP_DIR_MAX_AGE_MS_CONFIG, STALE_AFTER_MILLIS);
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.keeping().replication());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // The commit interval is looked at between polls only, and a poll waits this long.
        settings.put(StreamsConfig.POLL_MS_CONFIG, 2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 20);
        // Whatever is written is seen only when it is committed, and a commit does not wait for this.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MILLIS);
        // A batch that is full is sent at once, and with it all that lingers: a request for each.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        // A transaction that begins while the one before is being ended is sent again after this.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_MILLIS);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                TopicPlan.LARGE_RECORD);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                TRANSACTION_MILLIS);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                SESSION_MILLIS);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                HEARTBEAT_MILLIS);
        // What is fetched is processed in the order of its coming: heartbeats must not wait behind megabytes of commands.
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                FETCHED_BYTES);
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.keeping().standbys());
        // Whoever comes anew reads back what is its part before it takes it over; looked at this often.
        settings.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_MILLIS);
        settings.put(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, MOST_WARMING_UP);
        settings.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, AWAY_MILLIS);
        // Commands and reports need no order between them, so neither waits for the other.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1);
        return settings;
    }

    private Map<String, Object> base(String role) {
        var settings = new HashMap<String, Object>(config.kafka());
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, application() + '-' + role);
        return settings;
    }
}
