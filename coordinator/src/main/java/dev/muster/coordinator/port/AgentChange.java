package dev.muster.coordinator.port;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// What an operator changes of an agent type.
/// @param actions added to those that are known; `*` stands for any
/// @param limit how many attempts may be out at once, fleet-wide; 0 starts none
/// @param rate how many attempts may start in a second, fleet-wide
/// @param weights shares of what is free, by fairness key
public record AgentChange(List<String> actions, Change<Integer> limit, Change<Double> rate,
        Change<Map<String, Double>> weights, Change<BreakerRule> breaker) {
    public AgentChange {
        actions = List.copyOf(actions);
        Objects.requireNonNull(limit);
        Objects.requireNonNull(rate);
        Objects.requireNonNull(weights);
        Objects.requireNonNull(breaker);
    }

    /// Whether any setting is put or removed.
    public boolean touchesSettings() {
        return Stream.of(limit, rate, weights, breaker).anyMatch(change -> !(change instanceof Change.Kept));
    }

    /// When the circuit breaker opens and closes.
    /// @param failures in a row that open it
    /// @param delay how long it stays open before it is tried again
    /// @param successes in a row that close it again
    public record BreakerRule(int failures, Duration delay, int successes) {
        public static final BreakerRule DEFAULT = new BreakerRule(5, Duration.ofSeconds(60), 2);
    }
}
