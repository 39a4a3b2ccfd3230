package dev.muster.coordinator.streams;

import dev.muster.coordinator.port.EventFilter;
import dev.muster.coordinator.port.Events;
import org.jspecify.annotations.Nullable;

/// Lets subscribers read the latest events, and the log before them. Thread-safe.
final class KafkaEvents implements Events {
    private final EventTail tail;
    private final EventLog log;
    private final WorkflowTags tags;

    KafkaEvents(EventTail tail, EventLog log, WorkflowTags tags) {
        this.tail = tail;
        this.log = log;
        this.tags = tags;
    }

    @Override
    public Subscription subscribe(EventFilter filter, @Nullable String after) {
        return new FeedSubscription(tail, log, passing(filter), from(after));
    }

    private FeedSubscription.Passing passing(EventFilter filter) {
        return event -> filter.wants(event.workflow(), event.type())
                && (filter.tag() == null || tags.of(event).contains(filter.tag()));
    }

    /// Whoever comes from another log begins anew.
    private FeedPositions from(@Nullable String after) {
        var newest = tail.newest();
        var told = after == null ? newest : FeedPositions.read(after);
        return told.match(newest) ? told : newest;
    }
}
