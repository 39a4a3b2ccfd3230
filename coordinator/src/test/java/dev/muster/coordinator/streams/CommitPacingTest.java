package dev.muster.coordinator.streams;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommitPacingTest {
    private static final int FEW = 8;

    private final CommitPacing pacing = new CommitPacing(FEW);
    private long now;

    @Test
    void anInputThatComesAloneIsCommittedAtOnce() {
        pacing.polled(1, now);

        assertThat(pacing.asks(now)).isTrue();
    }

    @Test
    void ofSeveralThatComeTogetherTheLastIsCommittedWithAllOfThem() {
        pacing.polled(3, now);

        assertThat(pacing.asks(now)).isFalse();
        assertThat(pacing.asks(now)).isFalse();
        assertThat(pacing.asks(now)).isTrue();
    }

    @Test
    void manyWithinAWindowWaitForTheInterval() {
        for (int input = 0; input < FEW; input++) {
            pacing.polled(1, now);
            assertThat(pacing.asks(now)).isTrue();
        }

        pacing.polled(1, now);
        assertThat(pacing.asks(now)).isFalse();
        pass(Duration.ofMillis(20));
        pacing.polled(1, now);
        assertThat(pacing.asks(now)).as("the window before counts too").isFalse();
        pass(Duration.ofMillis(60));
        pacing.polled(1, now);
        assertThat(pacing.asks(now)).isTrue();
    }

    @Test
    void commitsThatTakeLongDoNotMakeManyInputsLookFew() {
        pacing.polled(50, now);

        for (int input = 1; input < 50; input++) {
            assertThat(pacing.asks(now)).isFalse();
            pass(Duration.ofMillis(35));
        }
    }

    @Test
    void itIsBehindWhileItWorksOnWhatItPolled() {
        pacing.polled(2, now);
        pass(Duration.ofSeconds(7));
        pacing.asks(now);

        assertThat(pacing.behind(now)).isEqualTo(Duration.ofSeconds(7));
        pacing.asks(now);
        assertThat(pacing.behind(now)).isZero();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
