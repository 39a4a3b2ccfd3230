package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.common.error.OverloadedException;
import dev.muster.common.error.WorkflowConcurrencyException;
import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.core.WorkflowState;
import dev.muster.coordinator.monitor.Occurrence;
import dev.muster.coordinator.pressure.Turnstile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class KafkaEntranceTest {
    private static final int PARTITIONS = 4;

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final Tallies tallies = new Tallies(() -> now);
    private final Turnstile turnstile = new Turnstile();
    private final List<Occurrence> counted = new ArrayList<>();

    @Test
    void pendingWorkflowsOfOtherPartitionsAreTakenForAsMany() {
        open(0, 3);
        open(1, 2);

        assertThatCode(() -> entrance(11).enter()).doesNotThrowAnyException();
        assertThatThrownBy(() -> entrance(10).enter()).isInstanceOf(WorkflowConcurrencyException.class)
                .hasMessage("10 workflows or more wait for their turn to run, expected fewer");
        assertThat(counted).containsExactly(new Occurrence.SubmissionRefused(Occurrence.Crowd.PENDING));
    }

    @Test
    void whenToComeAgainFollowsFromHowFastPendingWorkflowsStart() {
        for (var partition = 0; partition < PARTITIONS; partition++) {
            open(partition, 25);
        }
        for (var second = 0; second < 60; second++) {
            now = now.plusSeconds(1);
            if (second % 5 == 0) {
                tallies.started(now.toEpochMilli());
            }
        }

        var refused = catchThrowableOfType(WorkflowConcurrencyException.class, () -> entrance(98).enter());

        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void whereNoneStartedTheLongestTimeIsTold() {
        open(0, 1_000);

        var refused = catchThrowableOfType(WorkflowConcurrencyException.class, () -> entrance(1).enter());

        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void withoutABoundAnyNumberMayBePendingAndWithoutAPartitionNoneIsKnown() {
        assertThatCode(() -> entrance(1).enter()).doesNotThrowAnyException();
        open(0, 1_000);

        assertThatCode(() -> entrance(null).enter()).doesNotThrowAnyException();
    }

    @Test
    void whileNothingIsDecidedItIsClosed() {
        for (var command = 0; turnstile.hasRoom(System.nanoTime()); command++) {
            turnstile.entered("command-" + command, System.nanoTime());
        }

        assertThatThrownBy(() -> entrance(null).enter()).isInstanceOf(OverloadedException.class);
        assertThat(counted).containsExactly(new Occurrence.SubmissionRefused(Occurrence.Crowd.UNDECIDED));
    }

    private KafkaEntrance entrance(@Nullable Integer mostPending) {
        return new KafkaEntrance(turnstile, tallies, new KafkaEntrance.Room(PARTITIONS, mostPending),
                counted::add);
    }

    private void open(int partition, int pending) {
        var roll = new Roll();
        for (var number = 0; number < pending; number++) {
            roll.tally().changed(null,
                    new Header(new WorkflowId("w-" + number), WorkflowState.PENDING,
                            new Header.Progress(1, 0, 0, 0), Header.Load.NONE, Header.Queue.EMPTY,
                            new Header.Span(now, null, null, null), Header.Outcome.OPEN));
        }
        tallies.open(partition, roll);
    }
}
