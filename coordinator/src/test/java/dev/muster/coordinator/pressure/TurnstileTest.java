package dev.muster.coordinator.pressure;

import java.time.Duration;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TurnstileTest {
    private static final long MILLI = 1_000_000;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Turnstile turnstile = new Turnstile();
    private long now;
    private int came;
    private int went;

    @Test
    void moreAndMoreIsLetInAsLongAsItIsDecidedSoon() {
        for (var round = 0; round < 600; round++) {
            offer(1_000);
            pass(20);
            decide(1_000);
        }

        assertThat(turnstile.undecided()).isZero();
        assertThat(turnstile.limit()).isGreaterThan(1_000);
    }

    @Test
    void atTwiceWhatIsDecidedTheWaitStaysNearTheTargetAndNoPlaceStaysEmpty() {
        var longest = run(60, 20, 10);

        assertThat(went).as("decided of 60 s at 10 each 10 ms").isGreaterThan(59_000);
        assertThat(longest).as("longest wait once it has settled").isBetween(250L, 500L);
    }

    @Test
    void atTenTimesWhatIsDecidedTheWaitIsNoLonger() {
        assertThat(run(60, 100, 10)).isBetween(250L, 500L);
    }

    @Test
    void whatIsSlowToCommitStillTakesManyAtATime() {
        for (var round = 0; round < 100; round++) {
            offer(1_000);
            pass(400);
            decide(1_000);
        }

        assertThat(turnstile.limit()).isEqualTo(Window.LEAST);
    }

    @Test
    void aPartThatStandsStillKeepsNobodyOutAsLongAsTheRestGoesOn() {
        offer(100);
        went = 100;

        for (var round = 0; round < 500; round++) {
            offer(500);
            pass(20);
            decide(500);
        }

        assertThat(turnstile.undecided()).isEqualTo(100);
        assertThat(turnstile.limit()).isGreaterThan(600);
    }

    @Test
    void whileNothingIsDecidedNoMoreComesInThanTheWindowHolds() {
        offer(5_000);
        pass(10_000);
        offer(5_000);

        assertThat(turnstile.undecided()).isEqualTo(Window.FIRST);
        assertThat(turnstile.hasRoom(now)).isFalse();
        assertThat(turnstile.drainedWithin(LONGEST, now)).isEqualTo(LONGEST);
    }

    @Test
    void afterTheBacklogIsGoneNewWorkComesInAgain() {
        offer(5_000);
        pass(3_000);
        assertThat(turnstile.hasRoom(now)).isFalse();

        decide(5_000);

        assertThat(turnstile.hasRoom(now)).isTrue();
    }

    @Test
    void whatIsNotDecidedWithinAMinuteStandsInNobodysWay() {
        offer(5_000);

        pass(60_000);

        assertThat(turnstile.hasRoom(now)).isTrue();
        assertThat(turnstile.undecided()).isZero();
    }

    @Test
    void whatDidNotGetIntoTheLogIsNotWaitedFor() {
        offer(Window.FIRST);
        assertThat(turnstile.hasRoom(now)).isFalse();

        turnstile.turnedBack("command-0");

        assertThat(turnstile.hasRoom(now)).isTrue();
    }

    @Test
    void whenToComeAgainIsToldByTheBacklogAndItsPace() {
        run(10, 100, 2);
        offer(5_000);

        var undecided = turnstile.undecided();

        assertThat(undecided).isEqualTo(Window.LEAST);
        assertThat(turnstile.drainedWithin(LONGEST, now)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Turnstile.waiting(undecided, 20, LONGEST)).isEqualTo(Duration.ofSeconds(4));
        assertThat(Turnstile.waiting(undecided, 0.1, LONGEST)).isEqualTo(LONGEST);
        assertThat(Turnstile.waiting(undecided, 0, LONGEST)).isEqualTo(LONGEST);
    }

    @Test
    void eventsOfOthersMeanNothing() {
        turnstile.decided("of another coordinator", now);

        assertThat(turnstile.undecided()).isZero();
        assertThat(turnstile.drainedWithin(LONGEST, now)).isEqualTo(LONGEST);
    }

    /// Each 10 ms so many are offered, and so many of those let in are decided, in their order.
    /// @return the longest wait of the last third, in milliseconds
    private long run(int seconds, int offered, int decided) {
        var arrivals = new ArrayDeque<Long>();
        var longest = 0L;
        for (var step = 0; step < seconds * 100; step++) {
            for (var one = 0; one < offered; one++) {
                var before = came;
                offer(1);
                if (came > before) {
                    arrivals.add(now);
                }
            }
            pass(10);
            for (var one = 0; one < decided && !arrivals.isEmpty(); one++) {
                var wait = (now - arrivals.remove()) / MILLI;
                longest = step > seconds * 66 ? Math.max(longest, wait) : 0;
                decide(1);
            }
        }
        return longest;
    }

    private void offer(int count) {
        for (var one = 0; one < count && turnstile.hasRoom(now); one++) {
            turnstile.entered("command-" + came++, now);
        }
    }

    private void decide(int count) {
        for (var one = 0; one < count && went < came; one++) {
            turnstile.decided("command-" + went++, now);
        }
    }

    private void pass(long millis) {
        now += millis * MILLI;
    }
}
