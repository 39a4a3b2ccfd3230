package dev.muster.coordinator.streams;

import dev.muster.common.WorkerId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SilencesTest {
    private static final WorkerId WORKER = new WorkerId("w1");
    private static final Duration NOTHING = Duration.ZERO;

    private final Silences silences = new Silences(Duration.ofSeconds(10), 0);

    @Test
    void aWorkerThatWasNotHeardForTooLongIsTold() {
        silences.hear(WORKER, 0);

        for (long now = 200; now < 10_000; now += 200) {
            assertThat(silences.tooLong(now, NOTHING)).isEmpty();
        }

        assertThat(silences.tooLong(10_000, NOTHING)).containsExactly(WORKER);
    }

    @Test
    void aListenerThatWasBusyForLongBeginsToListenAnew() {
        silences.hear(WORKER, 0);

        for (long now = 200; now <= 12_000; now += 200) {
            assertThat(silences.tooLong(now, Duration.ofMillis(now))).isEmpty();
        }
        for (long now = 12_200; now < 22_000; now += 200) {
            assertThat(silences.tooLong(now, NOTHING)).isEmpty();
        }

        assertThat(silences.tooLong(22_000, NOTHING)).containsExactly(WORKER);
    }
}
