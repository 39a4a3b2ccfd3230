package dev.muster.common.wire;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value on the compacted `agents` topic; the record's key is the agent type, or [#WORKFLOWS].
/// @param actions by name; `*` stands for any
/// @param settings as they were last set; nothing was if null
/// @param gated whether its tasks ask at a gate for a permit before they are published; no if null
/// @param breaker where the fleet's circuit breaker of the type stands; closed since ever if null
@JsonAutoDetect(isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public record AgentRecord(List<String> actions, @Nullable AgentSettings settings, @Nullable Boolean gated,
        @Nullable Breaker breaker) implements WireRecord {
    /// The key of the entry that stands for no agent type but for the workflows that run: its limit is theirs.
    public static final String WORKFLOWS = "*";

    public AgentRecord {
        Required.present("actions", actions);
        actions = List.copyOf(actions);
    }

    /// One about which nothing was set.
    public AgentRecord(List<String> actions) {
        this(actions, null, null, null);
    }

    public boolean isGated() {
        return gated != null && gated;
    }

    /// The circuit breaker that all workers of the type share.
    /// @param epoch counts its changes, from 1: a worker's word on it counts only for the epoch it names
    /// @param untilMillis while open, when it may be tried again, in milliseconds of the epoch; null otherwise
    /// @param prober while half open, the worker that tries; null otherwise
    public record Breaker(State state, int epoch, @Nullable Long untilMillis, @Nullable String prober) {
        public Breaker {
            Required.present("breaker.state", state);
            Required.positive("breaker.epoch", epoch);
        }

        /// As of every circuit breaker: [CircuitBreaker](https://failsafe.dev/circuit-breaker/).
        public enum State {
            @JsonProperty("closed")
            CLOSED, @JsonProperty("open")
            OPEN, @JsonProperty("half_open")
            HALF_OPEN
        }
    }
}
