package dev.muster.worker.lease;

import dev.muster.worker.lease.IntakeWatch.Backlog;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IntakeWatchTest {
    private static final Instant NOW = Instant.EPOCH;
    private final IntakeWatch watch = new IntakeWatch(Duration.ofSeconds(3), Duration.ofSeconds(10), NOW);

    private static Instant at(double seconds) {
        return NOW.plusMillis((long) (seconds * 1000));
    }

    private static Backlog waiting(long done) {
        return new Backlog(done, true);
    }

    @Test
    void aShortSilenceIsNotSuspicious() {
        assertThat(watch.isSuspicious(at(2.9))).isFalse();
        assertThat(watch.isSuspicious(at(3))).isTrue();
    }

    @Test
    void recordsEndTheSilence() {
        watch.received(at(2));

        assertThat(watch.isSuspicious(at(4.9))).isFalse();
    }

    @Test
    void aBacklogThatDoesNotMoveForTwoLooksIsAStall() {
        assertThat(watch.isStalled(waiting(7), at(3))).isFalse();
        assertThat(watch.isSuspicious(at(4))).isFalse();
        assertThat(watch.isSuspicious(at(4.5))).isTrue();

        assertThat(watch.isStalled(waiting(7), at(4.5))).isTrue();
    }

    @Test
    void aBacklogThatOthersWorkOffIsNoStall() {
        watch.isStalled(waiting(7), at(3));

        assertThat(watch.isStalled(waiting(8), at(4.5))).isFalse();
    }

    @Test
    void silenceWithoutABacklogIsNoStall() {
        watch.isStalled(new Backlog(7, false), at(3));

        assertThat(watch.isStalled(new Backlog(7, false), at(4.5))).isFalse();
    }

    @Test
    void aReopeningThatDoesNotHelpIsRepeatedMoreRarely() {
        watch.isStalled(waiting(7), at(3));
        assertThat(watch.isStalled(waiting(7), at(4.5))).isTrue();

        watch.isStalled(waiting(7), at(7.5));
        assertThat(watch.isStalled(waiting(7), at(9))).isFalse();
        assertThat(watch.isStalled(waiting(7), at(10.5))).isTrue();
    }

    @Test
    void anIntakeThatWasShutHasNotBeenSilent() {
        watch.isStalled(waiting(7), at(3));
        watch.paused(at(4));

        assertThat(watch.isStalled(waiting(7), at(4.5))).isFalse();
        assertThat(watch.isSuspicious(at(6.9))).isFalse();
    }
}
