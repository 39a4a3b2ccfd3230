package dev.muster.dev.worker;

import dev.muster.common.TaskIntake;
import dev.muster.dev.EmbeddedBroker;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// Half a minute in the ordinary build; `-Psoak` makes it ten, or `-Dmuster.soak.seconds=N`.
///
/// A lock that nobody gives back lasts 15 s. A wait near that is a stall that the watchdog did not end, however busy the
/// machine is; that it ended one is no failure (KAFKA-21106), and is in the log.
@Tag("faults")
class IntakeSoakIT {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeSoakIT.class);
    private static final int SECONDS = Integer.getInteger("muster.soak.seconds", 30);
    private static final long LOCK_MILLIS = Long
            .parseLong(TaskIntake.WISHED.getOrDefault("share.record.lock.duration.ms", "0"));
    private static final long SEED = Long.getLong("muster.soak.seed", System.nanoTime());

    @Test
    void noTaskWaitsForALockToRunOutUnderLoadNorInBurstsAfterSilence() {
        var third = Duration.ofSeconds(SECONDS).dividedBy(3);
        LOG.info("soak with -Dmuster.soak.seed={}", SEED);
        try (var broker = EmbeddedBroker.start();
                var soak = new IntakeSoak(broker, "soak", TaskIntake.PARTITIONS, SEED,
                        UnaryOperator.identity())) {
            soak.bursts(1, Duration.ofMillis(10), Duration.ofSeconds(1));

            var many = soak.load(2_000, third);
            LOG.info("2,000 outstanding: {}", many);
            var few = soak.load(200, third);
            LOG.info("200 outstanding: {}", few);
            var bursts = soak.bursts(500, Duration.ofSeconds(2), third);
            LOG.info("idle, then bursts: {}", bursts);

            for (var figures : List.of(many, few, bursts)) {
                assertThat(figures.waitMaxMillis()).as("seed %s, %s", SEED, figures).isLessThan(LOCK_MILLIS);
                assertThat(figures.repeated()).as("seed %s, %s", SEED, figures).isZero();
            }
        }
    }
}
