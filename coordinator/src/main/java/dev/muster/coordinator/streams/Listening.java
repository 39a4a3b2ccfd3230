package dev.muster.coordinator.streams;

import dev.muster.coordinator.pressure.Turnstile;
import java.util.function.Consumer;

/// Whoever wants to know of lifecycle events. Thread-safe.
record Listening(EventTail tail, EventWaiters waiters, Accepted accepted, Turnstile turnstile)
        implements
        Consumer<FeedEvent> {
    static Listening from(FeedPositions positions) {
        return new Listening(new EventTail(positions), new EventWaiters(), new Accepted(), new Turnstile());
    }

    @Override
    public void accept(FeedEvent event) {
        tail.add(event);
        accepted.settled(event.workflow());
        if (event.command() != null) {
            turnstile.decided(event.command(), System.nanoTime());
        }
        waiters.happened(event);
    }
}
