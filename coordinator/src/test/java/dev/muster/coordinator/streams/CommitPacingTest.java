package dev.muster.coordinator.streams;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommitPacingTest {
    private final CommitPacing pacing = new CommitPacing();
    private long now = -7;

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
    void noMoreThanAThirdOfTheTimeIsSpentOnCommits() {
        commitIn(Duration.ofMillis(35));

        pacing.polled(1, now);
        pass(Duration.ofMillis(69));
        assertThat(pacing.asks(now)).isFalse();
        assertThat(pacing.isDue(now)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(pacing.isDue(now)).isTrue();
    }

    @Test
    void nothingIsCommittedWhereNothingWasDone() {
        assertThat(pacing.isDue(now)).isFalse();
        pacing.worked();
        assertThat(pacing.isDue(now)).isTrue();

        commitIn(Duration.ofMillis(1));
        pass(Duration.ofSeconds(1));

        assertThat(pacing.isDue(now)).isFalse();
    }

    @Test
    void commitsThatTakeLongDoNotHappenWhileThereIsMoreToProcess() {
        commitIn(Duration.ofMillis(5));
        pacing.polled(50, now);

        for (int input = 1; input < 50; input++) {
            pass(Duration.ofMillis(35));
            assertThat(pacing.asks(now)).isFalse();
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

    private void commitIn(Duration time) {
        pacing.commits(now);
        pass(time);
        pacing.committed(now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
