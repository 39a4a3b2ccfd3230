package dev.muster.worker.lease;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimsTest {
    private static final Instant NOW = Instant.EPOCH;

    private final Claims claims = new Claims(Duration.ofSeconds(10));
    private final AttemptKey first = new AttemptKey("w", "a", 1);
    private final AttemptKey second = new AttemptKey("w", "a", 2);

    @Test
    void claimsAreListedInTheOrderInWhichTheyWereMade() {
        claims.add(second);
        claims.add(first);
        claims.add(second);

        assertThat(claims.held()).containsExactly(second, first);
    }

    @Test
    void aClaimIsListedUntilItIsRemoved() {
        claims.add(first);
        claims.add(second);

        claims.remove(first);

        assertThat(claims.held()).containsExactly(second);
    }

    @Test
    void aClaimAsksInEveryHeartbeatUntilItsPatienceIsOver() {
        claims.add(first);
        claims.ask(second);

        assertThat(claims.list(NOW)).containsExactly(new Claims.Listed(first, false),
                new Claims.Listed(second, true));
        assertThat(claims.list(NOW.plusSeconds(9))).contains(new Claims.Listed(second, true));
    }

    @Test
    void aClaimWithoutAnAnswerIsListedOnceWithoutItsQuestionAndThenAsksAnew() {
        claims.ask(first);
        claims.list(NOW);

        assertThat(claims.list(NOW.plusSeconds(10))).containsExactly(new Claims.Listed(first, false));
        assertThat(claims.list(NOW.plusSeconds(11))).containsExactly(new Claims.Listed(first, true));
        assertThat(claims.list(NOW.plusSeconds(20))).containsExactly(new Claims.Listed(first, true));
        assertThat(claims.list(NOW.plusSeconds(21))).containsExactly(new Claims.Listed(first, false));
    }

    @Test
    void aClaimThatWasAnsweredIsListedAsItWas() {
        claims.ask(first);
        claims.list(NOW);

        claims.answered(first);

        assertThat(claims.list(NOW.plusSeconds(60))).containsExactly(new Claims.Listed(first, true));
    }
}
