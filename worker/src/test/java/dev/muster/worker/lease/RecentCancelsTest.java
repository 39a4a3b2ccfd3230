package dev.muster.worker.lease;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentCancelsTest {
    private static final Instant NOW = Instant.EPOCH;
    private final RecentCancels cancels = new RecentCancels(2, Duration.ofMinutes(10));

    private static AttemptKey attempt(int number) {
        return new AttemptKey("w", "t", number);
    }

    @Test
    void aCancellationIsOfOneAttempt() {
        cancels.add(attempt(1), NOW);

        assertThat(cancels.contains(attempt(1), NOW)).isTrue();
        assertThat(cancels.contains(attempt(2), NOW)).isFalse();
    }

    @Test
    void theOldestIsForgottenWhenThereAreTooMany() {
        cancels.add(attempt(1), NOW);
        cancels.add(attempt(2), NOW);
        cancels.add(attempt(1), NOW);
        cancels.add(attempt(3), NOW);

        assertThat(cancels.contains(attempt(1), NOW)).isTrue();
        assertThat(cancels.contains(attempt(2), NOW)).isFalse();
        assertThat(cancels.contains(attempt(3), NOW)).isTrue();
    }

    @Test
    void eachIsForgottenAfterAWhile() {
        cancels.add(attempt(1), NOW);

        assertThat(cancels.contains(attempt(1), NOW.plus(Duration.ofMinutes(9)))).isTrue();
        assertThat(cancels.contains(attempt(1), NOW.plus(Duration.ofMinutes(10)))).isFalse();
    }
}
