package dev.muster.coordinator.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallerPaceTest {
    private final AtomicLong clock = new AtomicLong();
    private final CallerPace pace = new CallerPace(10, clock::get);

    @Test
    void aCallerMayMakeWhatComesInTwoSecondsAtOnceAndThenHisPace() {
        assertThat(allowed("ada", 100)).isEqualTo(20);

        clock.addAndGet(Duration.ofMillis(500).toNanos());

        assertThat(allowed("ada", 100)).isEqualTo(5);
    }

    @Test
    void whoRestsGetsNoMoreThanThat() {
        assertThat(allowed("ada", 100)).isEqualTo(20);

        clock.addAndGet(Duration.ofDays(1).toNanos());

        assertThat(allowed("ada", 100)).isEqualTo(20);
    }

    @Test
    void oneCallerTakesNothingFromAnother() {
        assertThat(allowed("ada", 100)).isEqualTo(20);

        assertThat(allowed("bob", 100)).isEqualTo(20);
    }

    @Test
    void howeverManyCallersComeTheyTakeNoMoreMemoryThanTenThousand() {
        var allowed = IntStream.range(0, 50_000).filter(number -> pace.allows("caller-" + number)).count();

        assertThat(pace.callers()).isLessThanOrEqualTo(10_001);
        assertThat(allowed).isEqualTo(10_020);
    }

    @Test
    void thoseWhoRestMakeRoomForOthers() {
        IntStream.range(0, 10_000).forEach(number -> pace.allows("caller-" + number));
        clock.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(allowed("ada", 100)).isEqualTo(20);
        assertThat(pace.callers()).isEqualTo(1);
    }

    private long allowed(String caller, int asked) {
        return IntStream.range(0, asked).filter(number -> pace.allows(caller)).count();
    }
}
