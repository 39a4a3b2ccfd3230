package dev.muster.common.wire;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What operators set of an agent type, or its workers propose. Null stands for "not set".
/// @param limit how many attempts of the type may be out at once, fleet-wide; 0 starts none
/// @param ratePerSecond how many attempts may start in a second, fleet-wide
/// @param weights shares of what is free by fairness key; 1 for keys that are not named
/// @param breaker when its circuit breaker opens and closes
/// @param timeoutMillis of one attempt, where a definition states none
public record AgentSettings(@Nullable Integer limit, @Nullable Double ratePerSecond,
        @Nullable Map<String, Double> weights, @Nullable BreakerSettings breaker,
        @Nullable Long timeoutMillis) {
    public static final AgentSettings NONE = new AgentSettings(null, null, null, null, null);

    /// What a rate or a weight may be, in words.
    public static final String AMOUNTS = "0.001 to 1000000";
    public static final int MOST_WEIGHTS = 1_000;
    /// As long as a definition may state.
    public static final Duration LONGEST_TIMEOUT = Duration.ofDays(3650);

    private static final double LEAST = 0.001;
    private static final double MOST = 1_000_000;

    public AgentSettings {
        if (limit != null && limit < 0) {
            throw new IllegalArgumentException("field limit must be 0 or more");
        }
        if (ratePerSecond != null) {
            requireAmount("ratePerSecond", ratePerSecond);
        }
        if (weights != null) {
            if (weights.size() > MOST_WEIGHTS) {
                throw new IllegalArgumentException(
                        "field weights must name at most " + MOST_WEIGHTS + " keys");
            }
            weights.forEach((key, weight) -> requireAmount("weights." + key, weight));
            weights = java.util.Collections.unmodifiableMap(new TreeMap<>(weights));
        }
        if (timeoutMillis != null && (timeoutMillis < 1 || timeoutMillis > LONGEST_TIMEOUT.toMillis())) {
            throw new IllegalArgumentException(
                    "field timeoutMillis must be 1 to " + LONGEST_TIMEOUT.toMillis());
        }
    }

    public AgentSettings withLimit(@Nullable Integer changed) {
        return new AgentSettings(changed, ratePerSecond, weights, breaker, timeoutMillis);
    }

    public AgentSettings withRatePerSecond(@Nullable Double changed) {
        return new AgentSettings(limit, changed, weights, breaker, timeoutMillis);
    }

    public AgentSettings withWeights(@Nullable Map<String, Double> changed) {
        return new AgentSettings(limit, ratePerSecond, changed, breaker, timeoutMillis);
    }

    public AgentSettings withBreaker(@Nullable BreakerSettings changed) {
        return new AgentSettings(limit, ratePerSecond, weights, changed, timeoutMillis);
    }

    /// @throws IllegalArgumentException if it is not 1 ms to [#LONGEST_TIMEOUT]
    public AgentSettings withTimeout(@Nullable Duration changed) {
        return new AgentSettings(limit, ratePerSecond, weights, breaker,
                changed == null ? null : changed.toMillis());
    }

    /// Null if none is set.
    public @Nullable Duration timeout() {
        return timeoutMillis == null ? null : Duration.ofMillis(timeoutMillis);
    }

    /// Whether they bound anything: then the type's tasks need permits.
    public boolean areBounding() {
        return limit != null || ratePerSecond != null || weights != null;
    }

    /// Whether it can be a rate or a weight.
    public static boolean isAmount(double value) {
        // Not a number is within nothing.
        return value >= LEAST && value <= MOST;
    }

    /// @param failures in a row that open it
    /// @param delayMillis how long it stays open before it is tried again
    /// @param successes in a row that close it again
    public record BreakerSettings(int failures, long delayMillis, int successes) {
        public static final BreakerSettings DEFAULT = new BreakerSettings(5, 60_000, 2);

        public BreakerSettings {
            Required.positive("breaker.failures", failures);
            Required.positive("breaker.delayMillis", delayMillis);
            Required.positive("breaker.successes", successes);
        }
    }

    private static void requireAmount(String field, double value) {
        if (!isAmount(value)) {
            throw new IllegalArgumentException("field " + field + " must be " + AMOUNTS);
        }
    }
}
