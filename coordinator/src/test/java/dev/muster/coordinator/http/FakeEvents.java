package dev.muster.coordinator.http;

import dev.muster.common.Json;
import dev.muster.coordinator.port.EventFilter;
import dev.muster.coordinator.port.Events;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events in memory; a position is how many came before. Thread-safe.
final class FakeEvents implements Events {
    private final List<Told> all = new ArrayList<>();
    private int oldest;
    private int subscribers;

    private record Told(String workflow, String type) {}

    synchronized void tell(String workflow, String type) {
        all.add(new Told(workflow, "dev.muster." + type));
        notifyAll();
    }

    /// Whoever has not heard what there is will not hear it.
    synchronized void forget() {
        oldest = all.size();
        notifyAll();
    }

    synchronized int subscribers() {
        return subscribers;
    }

    @Override
    public synchronized Subscription subscribe(EventFilter filter, @Nullable String after) {
        var from = after == null ? all.size() : Integer.parseInt(after);
        if (from < 0 || from > all.size()) {
            throw new IllegalArgumentException("not a position of mine");
        }
        subscribers++;
        return new Subscription() {
            private int next = from;

            @Override
            public Heard next(Duration atMost) throws InterruptedException {
                synchronized (FakeEvents.this) {
                    if (next == all.size()) {
                        FakeEvents.this.wait(atMost.toMillis());
                    }
                    if (next < oldest) {
                        return new Heard.Lost();
                    }
                    var heard = new ArrayList<Event>();
                    for (; next < all.size(); next++) {
                        if (filter.wants(all.get(next).workflow(), all.get(next).type())) {
                            heard.add(event(next));
                        }
                    }
                    return new Heard.Batch(heard, String.valueOf(next));
                }
            }

            @Override
            public void close() {
                synchronized (FakeEvents.this) {
                    subscribers--;
                }
            }
        };
    }

    private Event event(int number) {
        return new Event(String.valueOf(number + 1), new Json("{\"type\":\"" + all.get(number).type()
                + "\",\"subject\":\"" + all.get(number).workflow() + "\"}"));
    }
}
