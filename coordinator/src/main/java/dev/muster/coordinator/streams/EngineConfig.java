package dev.muster.coordinator.streams;

import dev.muster.common.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How a coordinator runs on Kafka.
/// @param bootstrapServers `host:port`, several separated by commas
/// @param silence after which a worker that was not heard is taken for dead
/// @param runningLimit how many workflows may run at once in a fleet that was not told before; any number if null
/// @param mostPending how many workflows may wait for their turn before new ones are refused; any number if null
/// @param kafka further settings for all of Kafka's clients, such as those of its security
public record EngineConfig(String bootstrapServers, Topics topics, Keeping keeping, Duration silence,
        @Nullable Integer runningLimit, @Nullable Integer mostPending, Map<String, String> kafka) {
    public static final Duration DEFAULT_SILENCE = Duration.ofSeconds(10);
    public static final int DEFAULT_RUNNING = 100;
    public static final int DEFAULT_PENDING = 100_000;

    /// @throws IllegalArgumentException naming the value that can't be
    public EngineConfig {
        Objects.requireNonNull(topics);
        Objects.requireNonNull(keeping);
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException(
                    "expected the address of a Kafka broker, such as localhost:9092");
        }
        if (silence.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("expected a worker's tolerated silence of 1 s or more");
        }
        if (runningLimit != null && runningLimit < 0) {
            throw new IllegalArgumentException("expected a limit of running workflows of 0 or more");
        }
        if (mostPending != null && mostPending < 1) {
            throw new IllegalArgumentException("expected 1 or more workflows that may be pending");
        }
        kafka = Map.copyOf(kafka);
    }

    public static EngineConfig of(String bootstrapServers, Path stateFolder) {
        return new EngineConfig(bootstrapServers, Topics.DEFAULT, Keeping.in(stateFolder), DEFAULT_SILENCE,
                DEFAULT_RUNNING, DEFAULT_PENDING, Map.of());
    }

    public EngineConfig with(Topics otherTopics) {
        return new EngineConfig(bootstrapServers, otherTopics, keeping, silence, runningLimit, mostPending,
                kafka);
    }

    public EngineConfig keeping(UnaryOperator<Keeping> change) {
        return new EngineConfig(bootstrapServers, topics, change.apply(keeping), silence, runningLimit,
                mostPending, kafka);
    }

    public EngineConfig withSilence(Duration tolerated) {
        return new EngineConfig(bootstrapServers, topics, keeping, tolerated, runningLimit, mostPending,
                kafka);
    }

    /// @param limit any number if null
    public EngineConfig withRunningLimit(@Nullable Integer limit) {
        return new EngineConfig(bootstrapServers, topics, keeping, silence, limit, mostPending, kafka);
    }

    /// @param most any number if null
    public EngineConfig withMostPending(@Nullable Integer most) {
        return new EngineConfig(bootstrapServers, topics, keeping, silence, runningLimit, most, kafka);
    }

    public EngineConfig withKafka(Map<String, String> settings) {
        return new EngineConfig(bootstrapServers, topics, keeping, silence, runningLimit, mostPending,
                settings);
    }
}
