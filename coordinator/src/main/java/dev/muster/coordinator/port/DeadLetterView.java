package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A dead letter as its users see it; serialised as it stands.
/// @param reason why it could not be read or accepted; quotes nothing of it
/// @param from where the record was read; absent if nobody said, and then it can't be put back
/// @param time when it was put aside
/// @param key absent if the record has none, as is the payload
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetterView(String id, State state, String reason, @Nullable From from, Instant time,
        @Nullable Excerpt key, @Nullable Excerpt payload) {
    /// What was done with it.
    public enum State {
        /// Nothing yet.
        OPEN,
        /// Its record was put back to its topic.
        REPLAYED,
        /// Nothing is to be done with it.
        DISCARDED
    }

    /// Where a record stood.
    public record From(String topic, int partition, long offset) {}

    /// The beginning of some bytes.
    /// @param size of all of them
    /// @param text if they are UTF-8
    /// @param base64 otherwise
    /// @param whole whether it is all of them
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Excerpt(int size, @Nullable String text, @Nullable String base64, boolean whole) {}
}
