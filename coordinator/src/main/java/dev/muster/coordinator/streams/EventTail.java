package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The latest lifecycle events. Thread-safe.
final class EventTail {
    private static final int MOST = 10_000;
    private static final long MOST_CHARACTERS = 16L * 1024 * 1024;

    private final Deque<FeedEvent> events = new ArrayDeque<>();
    private long characters;

    synchronized void add(FeedEvent event) {
        events.addLast(event);
        characters += event.data().text().length();
        while (events.size() > MOST || characters > MOST_CHARACTERS) {
            characters -= events.removeFirst().data().text().length();
        }
    }

    synchronized List<FeedEvent> of(WorkflowId workflow) {
        return events.stream().filter(event -> event.workflow().equals(workflow.value())).toList();
    }
}
