package dev.muster.bench.part;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RefillsTest {
    private static final long MILLI = 1_000_000;

    private final Refills refills = new Refills();

    @Test
    void aSlotIsFilledByTheNextOneThatBegins() {
        refills.begin(0);
        refills.end(5 * MILLI);
        refills.begin(12 * MILLI);

        assertThat(refills.figures().get("refillP50Millis"))
                .isInstanceOfSatisfying(Double.class, gap -> assertThat(gap).isBetween(7.0, 7.1));
    }

    @Test
    void theFirstOnesFillSlotsThatWereNeverTaken() {
        refills.begin(0);
        refills.begin(MILLI);

        assertThat(refills.figures()).isEmpty();
    }

    @Test
    void eachReadingBeginsAnew() {
        refills.begin(0);
        refills.end(MILLI);
        refills.begin(2 * MILLI);
        refills.figures();

        assertThat(refills.figures()).isEmpty();
    }
}
