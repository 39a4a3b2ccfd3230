package dev.muster.coordinator.gate;

import dev.muster.common.WorkerId;
import dev.muster.coordinator.gate.Breaker.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Every word in every state.
class BreakerTest {
    private static final WorkerId ONE = new WorkerId("w1");
    private static final WorkerId OTHER = new WorkerId("w2");
    private static final Duration DELAY = Duration.ofSeconds(60);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aWorkerOpensItForAll() {
        var opened = say(Breaker.NEW, ONE, State.OPEN, NOW);

        assertThat(opened).isEqualTo(new Breaker(State.OPEN, 1, NOW.plus(DELAY), null));
    }

    @ParameterizedTest
    @EnumSource(value = State.class, names = {"CLOSED", "HALF_OPEN"})
    void nothingElseIsBelievedOfAClosedOne(State word) {
        assertThat(say(Breaker.NEW, ONE, word, NOW)).isEqualTo(Breaker.NEW);
    }

    @Test
    void whoAsksFirstAfterTheDelayTriesAlone() {
        var open = say(Breaker.NEW, ONE, State.OPEN, NOW);

        assertThat(say(open, OTHER, State.HALF_OPEN, NOW.plus(DELAY).minusMillis(1))).isEqualTo(open);
        var half = say(open, OTHER, State.HALF_OPEN, NOW.plus(DELAY));

        assertThat(half).isEqualTo(new Breaker(State.HALF_OPEN, 2, null, OTHER));
        assertThat(half.hear(new Breaker.Word(ONE, State.HALF_OPEN, 1), DELAY, NOW.plus(DELAY))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = State.class, names = {"CLOSED", "OPEN"})
    void anOpenOneIsNeitherClosedNorOpenedAgainByAWord(State word) {
        var open = say(Breaker.NEW, ONE, State.OPEN, NOW);

        assertThat(say(open, ONE, word, NOW.plus(DELAY))).isEqualTo(open);
    }

    @Test
    void onlyWhoTriesClosesIt() {
        var half = halfOpen();

        assertThat(say(half, OTHER, State.CLOSED, NOW)).isEqualTo(half);
        assertThat(say(half, ONE, State.CLOSED, NOW)).isEqualTo(new Breaker(State.CLOSED, 3, null, null));
    }

    @Test
    void onlyWhoTriesOpensItAgain() {
        var half = halfOpen();

        assertThat(say(half, OTHER, State.OPEN, NOW)).isEqualTo(half);
        assertThat(say(half, ONE, State.OPEN, NOW))
                .isEqualTo(new Breaker(State.OPEN, 3, NOW.plus(DELAY), null));
    }

    @Test
    void whoTriesSaysSoAgain() {
        var half = halfOpen();

        assertThat(say(half, ONE, State.HALF_OPEN, NOW)).isEqualTo(half);
        assertThat(half.isProbe(new Breaker.Word(ONE, State.HALF_OPEN, 2))).isTrue();
        assertThat(half.isProbe(new Breaker.Word(OTHER, State.HALF_OPEN, 2))).isFalse();
    }

    @Test
    void whenWhoTriesIsLostAnotherMayTryAtOnce() {
        var open = halfOpen().proberLost(NOW);

        assertThat(say(open, OTHER, State.HALF_OPEN, NOW).prober()).isEqualTo(OTHER);
    }

    @ParameterizedTest
    @EnumSource
    void aWordOnAnEarlierEpochCountsForNothing(State word) {
        var half = halfOpen();

        assertThat(half.hear(new Breaker.Word(ONE, word, 1), DELAY, NOW)).isEmpty();
        assertThat(half.hear(new Breaker.Word(ONE, word, 3), DELAY, NOW)).isEmpty();
    }

    @Test
    void anOperatorClosesItFromAnyState() {
        assertThat(Breaker.NEW.reset()).isEqualTo(Breaker.NEW);
        assertThat(halfOpen().reset()).isEqualTo(new Breaker(State.CLOSED, 3, null, null));
        assertThat(say(Breaker.NEW, ONE, State.OPEN, NOW).reset().state()).isEqualTo(State.CLOSED);
    }

    private static Breaker halfOpen() {
        return say(say(Breaker.NEW, ONE, State.OPEN, NOW.minus(DELAY)), ONE, State.HALF_OPEN, NOW);
    }

    private static Breaker say(Breaker before, WorkerId worker, State word, Instant at) {
        return before.hear(new Breaker.Word(worker, word, before.epoch()), DELAY, at).orElse(before);
    }
}
