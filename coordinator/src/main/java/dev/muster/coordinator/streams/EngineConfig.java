package dev.muster.coordinator.streams;

import dev.muster.common.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/// How a coordinator runs on Kafka.
/// @param bootstrapServers `host:port`, several separated by commas
/// @param partitions of the topics that are keyed by workflow; can't be changed once they exist
/// @param replication of topics that are created; -1 for the brokers' default
/// @param stateFolder where the stores are kept; what is lost of it is read back from Kafka
/// @param silence after which a worker that was not heard is taken for dead
/// @param kafka further settings for all of Kafka's clients, such as those of its security
public record EngineConfig(String bootstrapServers, Topics topics, int partitions, short replication,
        Path stateFolder, Duration silence, Map<String, String> kafka) {
    public static final int DEFAULT_PARTITIONS = 4;
    public static final short BROKERS_REPLICATION = -1;
    public static final Duration DEFAULT_SILENCE = Duration.ofSeconds(10);

    /// @throws IllegalArgumentException naming the value that can't be
    public EngineConfig {
        Objects.requireNonNull(topics);
        Objects.requireNonNull(stateFolder);
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException(
                    "expected the address of a Kafka broker, such as localhost:9092");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("expected 1 or more partitions, found " + partitions);
        }
        if (replication < 1 && replication != BROKERS_REPLICATION) {
            throw new IllegalArgumentException("expected a replication of 1 or more, found " + replication);
        }
        if (silence.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("expected a worker's tolerated silence of 1 s or more");
        }
        kafka = Map.copyOf(kafka);
    }

    public static EngineConfig of(String bootstrapServers, Path stateFolder) {
        return new EngineConfig(bootstrapServers, Topics.DEFAULT, DEFAULT_PARTITIONS, BROKERS_REPLICATION,
                stateFolder,
                DEFAULT_SILENCE, Map.of());
    }

    public EngineConfig with(Topics otherTopics) {
        return new EngineConfig(bootstrapServers, otherTopics, partitions, replication, stateFolder, silence,
                kafka);
    }

    public EngineConfig withPartitions(int count) {
        return new EngineConfig(bootstrapServers, topics, count, replication, stateFolder, silence, kafka);
    }

    public EngineConfig withSilence(Duration tolerated) {
        return new EngineConfig(bootstrapServers, topics, partitions, replication, stateFolder, tolerated,
                kafka);
    }

    public EngineConfig withKafka(Map<String, String> settings) {
        return new EngineConfig(bootstrapServers, topics, partitions, replication, stateFolder, silence,
                settings);
    }
}
