package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An agent type as its users see it; serialised as it stands.
public record AgentView(String type, List<String> actions, @JsonUnwrapped AgentRules rules,
        @JsonUnwrapped AgentLoad load, @JsonUnwrapped AgentFlow flow, @JsonUnwrapped AgentCrew crew,
        Breaker breaker) {
    /// The circuit breaker that all workers of the type share.
    /// @param state `CLOSED`, `OPEN` or `HALF_OPEN`
    /// @param failures in a row that open it
    /// @param delay how long it stays open before it is tried again, such as `1m`
    /// @param successes in a row that close it again
    /// @param until while open, when it may be tried again
    /// @param prober while half open, the worker that tries
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Breaker(String state, int failures, String delay, int successes, @Nullable Instant until,
            @Nullable String prober) {}
}
