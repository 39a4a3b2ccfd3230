package dev.muster.worker;

import dev.muster.common.wire.AgentRecord.Breaker;
import dev.muster.common.wire.AgentRecord.Breaker.State;
import dev.muster.common.wire.WorkerRecord.BreakerWord;
import dev.muster.worker.FleetBreaker.Position;
import dev.muster.worker.FleetBreaker.Seen;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Every state of the fleet's breaker, with every thing that this worker may come to want in it.
class FleetBreakerTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);
    private static final Instant UNTIL = NOW.plusSeconds(60);
    private static final Duration DELAY = Duration.ofSeconds(60);
    private static final int EPOCH = 4;

    enum Fleet {
        NONE, CLOSED, OPEN, PROBED_HERE, PROBED_ELSEWHERE;

        FleetBreaker seen() {
            var unseen = FleetBreaker.of("me");
            return switch (this) {
                case NONE -> unseen;
                case CLOSED -> unseen.follow(state(State.CLOSED, null));
                case OPEN -> unseen.follow(state(State.OPEN, null));
                case PROBED_HERE -> unseen.follow(state(State.HALF_OPEN, "me"));
                case PROBED_ELSEWHERE -> unseen.follow(state(State.HALF_OPEN, "another"));
            };
        }

        private static Seen state(State state, @Nullable String prober) {
            var until = state == State.OPEN ? UNTIL.toEpochMilli() : null;
            return Seen.of(new Breaker(state, EPOCH, until, prober));
        }

        int epoch() {
            return this == NONE ? 0 : EPOCH;
        }
    }

    /// What the worker does and says while it wants nothing.
    @ParameterizedTest
    @EnumSource
    void theFleetsStateIsFollowed(Fleet state) {
        var seen = state.seen();

        assertThat(seen.position()).isEqualTo(switch (state) {
            case NONE, CLOSED -> Position.TAKE;
            case OPEN, PROBED_ELSEWHERE -> Position.HOLD;
            case PROBED_HERE -> Position.PROBE;
        });
        assertThat(seen.word(NOW)).isEqualTo(switch (state) {
            case NONE, CLOSED, OPEN, PROBED_ELSEWHERE -> null;
            case PROBED_HERE -> new BreakerWord(State.HALF_OPEN, EPOCH);
        });
    }

    @ParameterizedTest
    @EnumSource
    void anOpenBreakerIsToldToTheFleetAndActedOnAtOnce(Fleet state) {
        var opened = state.seen().open(NOW);

        assertThat(opened.position()).isEqualTo(Position.HOLD);
        assertThat(opened.word(NOW)).isEqualTo(switch (state) {
            case NONE, CLOSED, PROBED_HERE -> new BreakerWord(State.OPEN, state.epoch());
            case OPEN, PROBED_ELSEWHERE -> null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheProberMayCloseIt(Fleet state) {
        var closed = state.seen().close(NOW);

        if (state == Fleet.PROBED_HERE) {
            assertThat(closed.word(NOW)).isEqualTo(new BreakerWord(State.CLOSED, EPOCH));
            assertThat(closed.position()).isEqualTo(Position.HOLD);
        } else {
            assertThat(closed).isEqualTo(state.seen());
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyAnOpenBreakerIsOfferedToBeTriedWhenItsTimeIsOver(Fleet state) {
        var seen = state.seen();

        assertThat(seen.word(UNTIL.minusMillis(1))).isEqualTo(seen.word(NOW));
        if (state == Fleet.OPEN) {
            assertThat(seen.word(UNTIL)).isEqualTo(new BreakerWord(State.HALF_OPEN, EPOCH));
            assertThat(seen.position()).isEqualTo(Position.HOLD);
        } else {
            assertThat(seen.word(UNTIL)).isEqualTo(seen.word(NOW));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewEpochEndsWhatWasWanted(Fleet state) {
        var next = Seen.of(new Breaker(State.CLOSED, EPOCH + 1, null, null));

        var followed = state.seen().open(NOW).close(NOW).follow(next);

        assertThat(followed).isEqualTo(FleetBreaker.of("me").follow(next));
        assertThat(followed.word(UNTIL)).isNull();
        assertThat(followed.position()).isEqualTo(Position.TAKE);
    }

    @ParameterizedTest
    @EnumSource
    void anEpochThatWasSeenBeforeChangesNothing(Fleet state) {
        var wanting = state.seen().open(NOW);

        assertThat(wanting.follow(Seen.NONE)).isEqualTo(wanting);
        assertThat(wanting.follow(wanting.fleet())).isEqualTo(wanting);
    }

    @Test
    void whatIsWantedFirstCountsUntilTheNextEpoch() {
        var closed = Fleet.PROBED_HERE.seen().close(NOW);

        assertThat(closed.open(NOW)).isEqualTo(closed);
    }

    @Test
    void aWorkerThatNobodyFollowsRelentsAfterTheDelay() {
        var opened = Fleet.CLOSED.seen().open(NOW);

        assertThat(opened.isLeftAlone(DELAY, NOW.plus(DELAY).minusMillis(1))).isFalse();
        assertThat(opened.isLeftAlone(DELAY, NOW.plus(DELAY))).isTrue();
        assertThat(opened.relent()).isEqualTo(Fleet.CLOSED.seen());
        assertThat(Fleet.OPEN.seen().isLeftAlone(DELAY, NOW.plus(DELAY))).isFalse();
        assertThat(Fleet.PROBED_HERE.seen().open(NOW).isLeftAlone(DELAY, NOW.plus(DELAY))).isFalse();
    }
}
