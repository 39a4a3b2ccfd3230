package dev.muster.coordinator.streams;

import dev.muster.coordinator.port.Events;
import dev.muster.coordinator.port.Events.Event;
import dev.muster.coordinator.port.Events.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the log until it has come to the latest events, and those from then on. Has one owner.
final class FeedSubscription implements Events.Subscription {
    private static final int MOST_AT_ONCE = 500;

    private final EventTail tail;
    private final EventLog log;
    private final Passing passing;
    private final FeedPositions positions;
    private OptionalLong number = OptionalLong.empty();
    private EventLog.@Nullable Reader reader;

    /// Whether an event is wanted.
    interface Passing {
        boolean test(FeedEvent event);
    }

    FeedSubscription(EventTail tail, EventLog log, Passing passing, FeedPositions from) {
        this.tail = tail;
        this.log = log;
        this.passing = passing;
        this.positions = from;
    }

    @Override
    public Heard next(Duration atMost) throws InterruptedException {
        if (number.isEmpty() && !joinsTail()) {
            return told(fromLog(atMost));
        }
        var slice = tail.await(number.getAsLong(), MOST_AT_ONCE, atMost);
        if (slice.isEmpty()) {
            return new Heard.Lost();
        }
        number = OptionalLong.of(slice.get().end());
        return told(slice.get().events());
    }

    private boolean joinsTail() {
        if (reader != null) {
            reader.advance(positions);
        }
        number = tail.from(positions);
        if (number.isPresent()) {
            close();
        }
        return number.isPresent();
    }

    private List<FeedEvent> fromLog(Duration atMost) throws InterruptedException {
        if (reader == null) {
            reader = log.read(positions, atMost);
        }
        return reader == null ? List.of() : reader.next(atMost);
    }

    private Heard told(List<FeedEvent> events) {
        var wanted = new ArrayList<Event>();
        for (var event : events) {
            if (positions.pass(event.place()) && passing.test(event)) {
                wanted.add(new Event(positions.text(), event.json()));
            }
        }
        return new Heard.Batch(wanted, positions.text());
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
