package dev.muster.coordinator.monitor;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SlidingRateTest {
    private static final long START = 1_767_323_045_000L;

    private final SlidingRate rate = new SlidingRate(START);

    @Test
    void whatHappensEvenlyHasItsRateFromTheStart() {
        LongStream.range(0, 200 * 4).forEach(n -> rate.count(START + n * 250));

        assertThat(rate.perSecond(START + 200_000 - 1)).isCloseTo(4, within(0.001));
    }

    @Test
    void aYoungCountIsOverTheTimeThatWasCounted() {
        LongStream.range(0, 30).forEach(n -> rate.count(START + n * 333));

        assertThat(rate.perSecond(START + 10_000)).isCloseTo(3, within(0.001));
    }

    @Test
    void inTheFirstSecondNothingIsExaggerated() {
        rate.count(START);

        assertThat(rate.perSecond(START)).isEqualTo(1);
    }

    @Test
    void whatIsOlderThanTheWindowIsForgotten() {
        LongStream.range(0, 600).forEach(n -> rate.count(START));

        assertThat(rate.perSecond(START + 59_999)).isCloseTo(10, within(0.001));
        assertThat(rate.perSecond(START + 60_000)).isZero();
        assertThat(rate.perSecond(START + 3_600_000)).isZero();
    }

    @Test
    void aSlotThatComesRoundAgainBeginsAnew() {
        rate.count(START);
        rate.count(START + 60_000);

        assertThat(rate.perSecond(START + 60_999)).isCloseTo(1 / 59.999, within(0.001));
    }
}
