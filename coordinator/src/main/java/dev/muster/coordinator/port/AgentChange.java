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
/// @param timeout of one attempt, where a definition states none
public record AgentChange(List<String> actions, Change<Integer> limit, Change<Double> rate,
        Change<Map<String, Double>> weights, Change<BreakerRule> breaker, Change<Duration> timeout) {
    public AgentChange {
        actions = List.copyOf(actions);
        Objects.requireNonNull(limit);
        Objects.requireNonNull(rate);
        Objects.requireNonNull(weights);
        Objects.requireNonNull(breaker);
        Objects.requireNonNull(timeout);
    }

    /// Adds actions and leaves the settings as they are.
    public static AgentChange adding(List<String> actions) {
        return new AgentChange(actions, new Change.Kept<>(), new Change.Kept<>(), new Change.Kept<>(),
                new Change.Kept<>(), new Change.Kept<>());
    }

    public AgentChange withLimit(Change<Integer> changed) {
        return new AgentChange(actions, changed, rate, weights, breaker, timeout);
    }

    public AgentChange withRate(Change<Double> changed) {
        return new AgentChange(actions, limit, changed, weights, breaker, timeout);
    }

    public AgentChange withWeights(Change<Map<String, Double>> changed) {
        return new AgentChange(actions, limit, rate, changed, breaker, timeout);
    }

    public AgentChange withBreaker(Change<BreakerRule> changed) {
        return new AgentChange(actions, limit, rate, weights, changed, timeout);
    }

    public AgentChange withTimeout(Change<Duration> changed) {
        return new AgentChange(actions, limit, rate, weights, breaker, changed);
    }

    /// Whether any setting is put or removed.
    public boolean touchesSettings() {
        return Stream.of(limit, rate, weights, breaker, timeout)
                .anyMatch(change -> !(change instanceof Change.Kept));
    }

    /// When the circuit breaker opens and closes.
    /// @param failures in a row that open it
    /// @param delay how long it stays open before it is tried again
    /// @param successes in a row that close it again
    public record BreakerRule(int failures, Duration delay, int successes) {
        public static final BreakerRule DEFAULT = new BreakerRule(5, Duration.ofSeconds(60), 2);
    }
}
