package dev.muster.worker;

import dev.muster.common.WorkerId;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.AgentRecord.Breaker;
import dev.muster.common.wire.AgentRecord.Breaker.State;
import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.AgentSettings.BreakerSettings;
import dev.muster.common.wire.WorkerRecord.BreakerWord;
import dev.muster.worker.FleetBreaker.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AgentBreakerTest {
    private static final Outcome.Failed FAILED = new Outcome.Failed("broken", "it is broken", true);
    private static final Outcome.Failed REFUSED = new Outcome.Failed("no_money", "there is none", false);
    private static final Outcome.Succeeded DONE = new Outcome.Succeeded(null);

    private Instant now = Instant.ofEpochMilli(1_000_000);
    private final AtomicInteger words = new AtomicInteger();
    private final AgentBreaker breaker = breakerOf(AgentDefinition.of("a"));

    private AgentBreaker breakerOf(AgentDefinition agent) {
        return new AgentBreaker(agent, new WorkerId("me"), () -> now, words::incrementAndGet);
    }

    private void fail(int times) {
        for (var i = 0; i < times; i++) {
            breaker.record(FAILED, breaker.epoch());
        }
    }

    private void follow(State state, int epoch, @Nullable String prober) {
        var until = state == State.OPEN ? now.plusSeconds(60).toEpochMilli() : null;
        breaker.follow(new AgentRecord(List.of("do"), null, null, new Breaker(state, epoch, until, prober)));
    }

    @Test
    void fiveFailuresInARowOpenItAndAreToldAtOnce() {
        fail(4);
        assertThat(breaker.position()).isEqualTo(Position.TAKE);
        assertThat(words).hasValue(0);

        fail(1);

        assertThat(breaker.position()).isEqualTo(Position.HOLD);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.word()).isEqualTo(new BreakerWord(State.OPEN, 0));
        assertThat(words).hasValue(1);
    }

    @Test
    void aSuccessInBetweenBeginsTheCountAnew() {
        fail(4);
        breaker.record(DONE, 0);
        fail(4);

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void failuresThatAreNotWorthAnotherTryDoNotCountEitherWay() {
        fail(4);
        for (var i = 0; i < 9; i++) {
            breaker.record(REFUSED, 0);
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        fail(1);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void whichFailuresCountIsTheAgentsToSay() {
        var own = breakerOf(AgentDefinition.of("a").breaker(1, Duration.ofSeconds(1), 1)
                .breakerCounts(failure -> failure.code().equals("no_money")));

        own.record(FAILED, 0);
        assertThat(own.state()).isEqualTo(State.CLOSED);
        own.record(REFUSED, 0);

        assertThat(own.state()).isEqualTo(State.OPEN);
    }

    @Test
    void theRegisteredThresholdsCount() {
        breaker.follow(new AgentRecord(List.of("do"),
                AgentSettings.NONE.withBreaker(new BreakerSettings(2, 1_000, 1)), null, null));

        fail(2);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void itOpensWithTheFleetAndOffersToTryWhenTheDelayIsOver() {
        follow(State.OPEN, 1, null);
        assertThat(breaker.position()).isEqualTo(Position.HOLD);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.word()).isNull();

        now = now.plusSeconds(60);

        assertThat(breaker.word()).isEqualTo(new BreakerWord(State.HALF_OPEN, 1));
        assertThat(breaker.position()).isEqualTo(Position.HOLD);
    }

    @Test
    void theProberClosesItAfterTwoSuccesses() {
        follow(State.HALF_OPEN, 2, "me");
        assertThat(breaker.position()).isEqualTo(Position.PROBE);

        breaker.record(DONE, 2);
        assertThat(breaker.word()).isEqualTo(new BreakerWord(State.HALF_OPEN, 2));
        breaker.record(REFUSED, 2);
        breaker.record(DONE, 2);

        assertThat(breaker.word()).isEqualTo(new BreakerWord(State.CLOSED, 2));
        assertThat(words).hasValue(1);
        follow(State.CLOSED, 3, null);
        assertThat(breaker.position()).isEqualTo(Position.TAKE);
        assertThat(breaker.word()).isNull();
    }

    @Test
    void oneFailureOfTheProberOpensItAgain() {
        follow(State.HALF_OPEN, 2, "me");
        breaker.record(DONE, 2);
        breaker.record(FAILED, 2);

        assertThat(breaker.word()).isEqualTo(new BreakerWord(State.OPEN, 2));
        assertThat(breaker.position()).isEqualTo(Position.HOLD);
    }

    @Test
    void whoIsNotTheProberHolds() {
        follow(State.HALF_OPEN, 2, "another");
        breaker.record(DONE, 2);
        breaker.record(DONE, 2);

        assertThat(breaker.position()).isEqualTo(Position.HOLD);
        assertThat(breaker.word()).isNull();
    }

    @Test
    void whatWasTakenInAnEarlierEpochDoesNotCount() {
        follow(State.HALF_OPEN, 2, "me");

        breaker.record(FAILED, 0);
        breaker.record(DONE, 1);
        breaker.record(DONE, 2);

        assertThat(breaker.word()).isEqualTo(new BreakerWord(State.HALF_OPEN, 2));
    }

    @Test
    void anOperatorsResetIsFollowedAndTheCountBeginsAnew() {
        fail(5);
        follow(State.OPEN, 1, null);
        follow(State.CLOSED, 2, null);
        fail(4);

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.position()).isEqualTo(Position.TAKE);
    }

    @Test
    void aWordThatNobodyFollowsIsTakenBackAfterTheDelay() {
        fail(5);
        now = now.plusSeconds(60);

        assertThat(breaker.position()).isEqualTo(Position.TAKE);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.word()).isNull();
    }
}
