package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An agent type as its users see it; serialised as it stands.
/// @param limit how many attempts may be out at once, fleet-wide; any number if absent
/// @param rate how many attempts may start in a second, fleet-wide; any number if absent
/// @param weights shares of what is free, by fairness key; 1 for keys that are not named
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentView(String type, List<String> actions, @Nullable Integer limit, @Nullable Double rate,
        @Nullable Map<String, Double> weights, @JsonUnwrapped AgentLoad load, @JsonUnwrapped AgentCrew crew,
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
