package dev.muster.coordinator.streams;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ClientSettingsTest {
    @Test
    void aCoordinatorWaitsForKafkaHoweverLongItIsAway() {
        var settings = new ClientSettings(EngineConfig.of("localhost:9092", Path.of("state"))).streams(null);

        var patience = new StreamsConfig(settings).getLong(StreamsConfig.TASK_TIMEOUT_MS_CONFIG);

        assertThat(Duration.ofMillis(patience)).isGreaterThan(Duration.ofDays(30));
        assertThat(System.currentTimeMillis() + patience).as("when it would give up").isPositive();
    }

    @Test
    void storesAreReadBackLongBeforeTheyMayMissWordOfARemoval() {
        var settings = new ClientSettings(EngineConfig.of("localhost:9092", Path.of("state"))).streams(null);

        var age = new StreamsConfig(settings).getLong(StreamsConfig.STATE_CLEANUP_DIR_MAX_AGE_MS_CONFIG);

        assertThat(Duration.ofMillis(age)).isPositive()
                .isLessThanOrEqualTo(TopicPlan.REMOVALS_KEPT.dividedBy(2));
    }
}
