package dev.muster.coordinator.streams;

import dev.muster.common.error.OverloadedException;
import dev.muster.common.error.WorkflowConcurrencyException;
import dev.muster.coordinator.monitor.Occurrence;
import dev.muster.coordinator.monitor.Occurrence.Crowd;
import dev.muster.coordinator.port.Entrance;
import dev.muster.coordinator.pressure.Turnstile;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps new workflows out while those before them are not decided in time, or too many wait for their turn: as far as this
/// coordinator knows. Thread-safe.
final class KafkaEntrance implements Entrance {
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final Turnstile turnstile;
    private final Tallies tallies;
    private final Room room;
    private final Consumer<Occurrence> counting;

    /// @param partitions that the workflows of the fleet are spread over
    /// @param mostPending how many workflows may be pending in the fleet; any number if null
    record Room(int partitions, @Nullable Integer mostPending) {}

    /// @param counting told of each refusal
    KafkaEntrance(Turnstile turnstile, Tallies tallies, Room room, Consumer<Occurrence> counting) {
        this.turnstile = turnstile;
        this.tallies = tallies;
        this.room = room;
        this.counting = counting;
    }

    @Override
    public void enter() {
        var now = System.nanoTime();
        if (!turnstile.hasRoom(now)) {
            counting.accept(new Occurrence.SubmissionRefused(Crowd.UNDECIDED));
            throw new OverloadedException("the coordinator has more to do than it gets done, expected less",
                    turnstile.drainedWithin(LONGEST_RETRY, now));
        }
        var most = room.mostPending();
        if (most == null) {
            return;
        }
        var pending = tallies.pending(room.partitions());
        if (pending.workflows() >= most) {
            counting.accept(new Occurrence.SubmissionRefused(Crowd.PENDING));
            throw new WorkflowConcurrencyException(most, Turnstile.waiting(pending.workflows() - most + 1,
                    pending.startedPerSecond(), LONGEST_RETRY));
        }
    }
}
