package dev.muster.coordinator.streams;

import java.util.function.Consumer;

/// Whoever wants to know of lifecycle events. Thread-safe.
record Listening(EventTail tail, EventWaiters waiters, Accepted accepted) implements Consumer<FeedEvent> {
    static Listening from(FeedPositions positions) {
        return new Listening(new EventTail(positions), new EventWaiters(), new Accepted());
    }

    @Override
    public void accept(FeedEvent event) {
        tail.add(event);
        accepted.settled(event.workflow());
        waiters.happened(event);
    }
}
