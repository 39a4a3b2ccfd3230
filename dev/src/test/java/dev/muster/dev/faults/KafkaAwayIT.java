package dev.muster.dev.faults;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Longer than all that Kafka's clients are patient for by default: a fleet comes back by itself.
@Tag("soak")
@Timeout(3_600)
final class KafkaAwayIT {
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("muster.away.seconds", 600));

    @Test
    void aFleetSurvivesTenMinutesWithoutKafka(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws Exception {
        try (var fleet = new FaultFleet(folder, FaultFleet.Tuning.NONE);
                var trial = new Trial("KafkaAwayIT", fleet.kafka(), fleet.apis(), fleet.executions(),
                        fleet::deaths, Duration.ofSeconds(1))) {
            trial.under("Kafka is away",
                    "kill -9 of three brokers, started again after " + AWAY.toSeconds() + " s",
                    () -> {
                        for (var broker : fleet.brokers()) {
                            broker.kill();
                        }
                        Trial.pass(AWAY);
                        fleet.brokers().forEach(Part::start);
                        fleet.brokers().forEach(Part::awaitSign);
                    });

            assertThat(fleet.coordinators()).as("none has given up").allMatch(Part::isAlive);
            assertThat(fleet.workers()).as("none has given up").allMatch(Part::isAlive);
        }
    }
}
