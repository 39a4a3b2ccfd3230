package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Those who wait for an event: the first that a command causes, or a workflow's end. Thread-safe.
final class EventWaiters {
    private final Map<String, List<Waiter>> waiting = new ConcurrentHashMap<>();

    /// To be taken before the cause is published, so that the event can't come first. Has one owner.
    final class Waiter implements AutoCloseable {
        private final String key;
        private final CompletableFuture<FeedEvent> event = new CompletableFuture<>();

        private Waiter(String key) {
            this.key = key;
            waiting.compute(key, (absent, list) -> {
                var waiters = list == null ? new CopyOnWriteArrayList<Waiter>() : list;
                waiters.add(this);
                return waiters;
            });
        }

        Optional<FeedEvent> await(Duration atMost) {
            try {
                return Optional.of(event.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a waiter is only ever given its event", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        @Override
        public void close() {
            waiting.computeIfPresent(key, (same, list) -> {
                list.remove(this);
                return list.isEmpty() ? null : list;
            });
        }
    }

    Waiter forCommand(String command) {
        return new Waiter("command " + command);
    }

    Waiter forEnd(WorkflowId workflow) {
        return new Waiter("end " + workflow);
    }

    void happened(FeedEvent event) {
        if (event.command() != null) {
            give("command " + event.command(), event);
        }
        if (Announcement.isEnd(event.type())) {
            give("end " + event.workflow(), event);
        }
    }

    private void give(String key, FeedEvent event) {
        waiting.getOrDefault(key, List.of()).forEach(waiter -> waiter.event.complete(event));
    }
}
