package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The latest lifecycle events, numbered as they came. Whoever adds waits for nobody who reads. Thread-safe.
final class EventTail {
    private static final int MOST = 10_000;
    private static final long MOST_CHARACTERS = 16L * 1024 * 1024;

    private final @Nullable FeedEvent[] ring = new @Nullable FeedEvent[MOST];
    private final FeedPositions oldest;
    private final FeedPositions newest;
    private long first;
    private long end;
    private long characters;

    /// @param from where what is added begins
    EventTail(FeedPositions from) {
        oldest = from.copy();
        newest = from.copy();
    }

    /// Events that were added one after the other.
    /// @param end number of the next
    record Slice(List<FeedEvent> events, long end) {}

    /// Those who wait are not told before [#told].
    synchronized void add(FeedEvent event) {
        if (end - first == MOST) {
            drop();
        }
        ring[(int) (end % MOST)] = event;
        end++;
        newest.pass(event.place());
        characters += event.data().text().length();
        while (characters > MOST_CHARACTERS) {
            drop();
        }
    }

    private void drop() {
        var dropped = at(first);
        oldest.pass(dropped.place());
        characters -= dropped.data().text().length();
        ring[(int) (first % MOST)] = null;
        first++;
    }

    /// Tells those who wait of what was added.
    synchronized void told() {
        notifyAll();
    }

    synchronized List<FeedEvent> of(WorkflowId workflow) {
        return LongStream.range(first, end).mapToObj(this::at)
                .filter(event -> event.workflow().equals(workflow.value())).toList();
    }

    synchronized FeedPositions newest() {
        return newest.copy();
    }

    /// Where to read on for whoever has read up to here; empty if something between was dropped.
    synchronized OptionalLong from(FeedPositions positions) {
        return positions.reach(oldest) ? OptionalLong.of(first) : OptionalLong.empty();
    }

    /// Waits for events from a number on.
    /// @return empty if some of them were dropped
    synchronized Optional<Slice> await(long from, int most, Duration atMost) throws InterruptedException {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (from == end) {
            var left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return Optional.of(new Slice(List.of(), end));
            }
            wait(left);
        }
        if (from < first) {
            return Optional.empty();
        }
        var until = Math.min(end, from + most);
        var events = new ArrayList<FeedEvent>((int) (until - from));
        for (var number = from; number < until; number++) {
            events.add(at(number));
        }
        return Optional.of(new Slice(events, until));
    }

    private FeedEvent at(long number) {
        return Objects.requireNonNull(ring[(int) (number % MOST)]);
    }
}
