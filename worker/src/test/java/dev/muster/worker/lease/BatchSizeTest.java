package dev.muster.worker.lease;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BatchSizeTest {
    @Test
    void anIdleWorkerTakesHalfItsSlotsAtOnce() {
        assertThat(BatchSize.opening(20, 20)).isEqualTo(10);
        assertThat(BatchSize.opening(1, 1)).isEqualTo(1);
        assertThat(BatchSize.opening(5_000, 5_000)).isEqualTo(500);
    }

    @Test
    void aBusyWorkerTakesWhatIsFree() {
        assertThat(BatchSize.opening(20, 3)).isEqualTo(3);
        assertThat(BatchSize.opening(20, 0)).isEqualTo(1);
    }

    @Test
    void aSmallBatchIsOutgrownWhenItComesBackFullAndTwiceAsMuchIsFree() {
        assertThat(BatchSize.isOutgrown(3, 20, 6, 3)).isTrue();
        assertThat(BatchSize.isOutgrown(3, 20, 5, 3)).isFalse();
        assertThat(BatchSize.isOutgrown(3, 20, 6, 2)).isFalse();
        assertThat(BatchSize.isOutgrown(10, 20, 20, 10)).isFalse();
    }
}
