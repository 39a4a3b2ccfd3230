package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.coordinator.port.LagView.Partition;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IntakeTest {
    private static final AgentType PAINT = new AgentType("paint");

    private final Intake intake = new Intake();

    @Test
    void nothingIsKnownOfWhatWasNeverLookedAt() {
        assertThat(intake.untaken(PAINT)).isNull();
        assertThat(intake.emptyBetween(PAINT, 0, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void theOldestOfAllPartitionsIsTold() {
        intake.seen(PAINT, List.of(partition(0, 10, 0), partition(1, 10, 0)), 1_000, 1_000);
        intake.seen(PAINT, List.of(partition(0, 10, 0), partition(1, 13, 3)), 2_000, 2_000);
        intake.seen(PAINT, List.of(partition(0, 15, 5), partition(1, 13, 3)), 3_000, 3_000);

        assertThat(intake.untaken(PAINT)).isEqualTo(new Intake.Untaken(8, 2_000L));
        intake.seen(PAINT, List.of(partition(0, 15, 4), partition(1, 13, 0)), 4_000, 4_000);
        assertThat(intake.untaken(PAINT)).isEqualTo(new Intake.Untaken(4, 3_000L));
    }

    @Test
    void aTopicIsEmptyWhenNoPartitionLags() {
        intake.seen(PAINT, List.of(partition(0, 10, 0), partition(1, 10, 1)), 1_000, 1_000);
        assertThat(intake.emptyBetween(PAINT, 0, 9_000)).isEmpty();

        intake.seen(PAINT, List.of(partition(0, 10, 0), partition(1, 10, 0)), 2_000, 2_000);

        assertThat(intake.untaken(PAINT)).isEqualTo(new Intake.Untaken(0, null));
        readAll(3_000);
        assertThat(intake.emptyBetween(PAINT, 0, 9_000)).hasValue(2_000);
    }

    /// It may have come while the look went on.
    @Test
    void whatALookFoundWasThereWhenTheLookEnded() {
        intake.seen(PAINT, List.of(partition(0, 10, 0)), 1_000, 1_010);

        intake.seen(PAINT, List.of(partition(0, 12, 2)), 6_000, 9_000);

        assertThat(intake.untaken(PAINT)).isEqualTo(new Intake.Untaken(2, 9_000L));
    }

    /// Something may have come, and be taken, while the look went on.
    @Test
    void whatALookFoundEmptyWasSoWhenTheLookBegan() {
        intake.seen(PAINT, List.of(partition(0, 10, 0)), 6_000, 9_000);
        readAll(11_000);

        assertThat(intake.emptyBetween(PAINT, 0, 8_999)).hasValue(6_000);
    }

    /// Else a coordinator that is behind would take for vanished whatever it has not heard of yet.
    @Test
    void thatATopicWasEmptyCountsWhenAllIsReadThatWorkersSaid() {
        intake.seen(PAINT, List.of(partition(0, 10, 0)), 1_000, 1_000);
        for (var look = 2; look < 100; look++) {
            intake.read(List.of(reports(50 + look, 40)), look * 1_000L);
        }
        assertThat(intake.emptyBetween(PAINT, 0, 999_000)).isEmpty();

        for (var look = 100; look < 104; look++) {
            intake.read(List.of(reports(200, 200)), look * 1_000L);
        }

        assertThat(intake.emptyBetween(PAINT, 0, 999_000)).hasValue(1_000);
    }

    private void readAll(long fromMillis) {
        for (var look = 0; look < 4; look++) {
            intake.read(List.of(reports(50, 50)), fromMillis + look);
        }
    }

    private static Partition reports(long end, long position) {
        return new Partition("muster.reports", 0, end, position, end - position);
    }

    private static Partition partition(int number, long end, long lag) {
        return new Partition("muster.tasks.paint", number, end, end - lag, lag);
    }
}
