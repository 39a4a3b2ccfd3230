package dev.muster.coordinator.port;

import dev.muster.common.Json;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lifecycle events of all workflows of the fleet, as they are committed. Thread-safe.
public interface Events {
    /// Listens from now on, or goes on after what was heard last, be it at another coordinator.
    /// @param after the position of what was heard last; from now on if null
    /// @throws IllegalArgumentException if it is none that was told
    Subscription subscribe(EventFilter filter, @Nullable String after);

    /// Somebody who listens. What he does not fetch is kept for a while, with what all others have not fetched, and waits for
    /// nobody. Owned by one thread.
    interface Subscription extends AutoCloseable {
        /// Waits for events that pass the filter.
        /// @throws dev.muster.common.error.NotReadyException if it can't be told whether one does
        Heard next(Duration atMost) throws InterruptedException;

        @Override
        void close();
    }

    sealed interface Heard {
        /// @param events that passed the filter, in the order of their workflows; none if the time is over
        /// @param position from which to go on after all that was looked at, passed or not
        record Batch(List<Event> events, String position) implements Heard {
            public Batch {
                events = List.copyOf(events);
            }
        }

        /// Nothing more comes: whoever listens was too slow and lost the thread, and may subscribe again where he is.
        record Lost() implements Heard {}
    }

    /// @param position from which to go on after it
    /// @param json as a CloudEvent
    record Event(String position, Json json) {}
}
