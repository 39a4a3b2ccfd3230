package dev.muster.worker.lease;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimsTest {
    private final Claims claims = new Claims();
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
}
