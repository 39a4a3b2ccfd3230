package dev.muster.worker.lease;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PollGateTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final Instant LATER = NOW.plusMillis(999);

    private final PollGate gate = new PollGate(Duration.ofSeconds(1));

    @Test
    void theFirstPollWaitsForNothing() {
        assertThat(gate.isOpen(0, NOW)).isTrue();
    }

    @Test
    void afterAPollThatBroughtNothingTheNextWaitsForAResponse() {
        gate.polled(7, true, NOW);

        assertThat(gate.isOpen(7, LATER)).isFalse();
        assertThat(gate.isOpen(8, LATER)).isTrue();
    }

    @Test
    void aPollThatBroughtRecordsIsFollowedByAnotherAtOnce() {
        gate.polled(7, true, NOW);
        gate.polled(8, false, NOW);

        assertThat(gate.isOpen(8, NOW)).isTrue();
    }

    @Test
    void whenNoResponseComesThePollGoesOnAfterTheGatesPatience() {
        gate.polled(7, true, NOW);
        assertThat(gate.isOpen(7, NOW.plusSeconds(1))).isTrue();

        gate.polled(7, true, NOW.plusSeconds(2));

        assertThat(gate.isOpen(7, LATER.plusSeconds(2))).isFalse();
        assertThat(gate.isOpen(7, NOW.plusSeconds(3))).isTrue();
    }
}
