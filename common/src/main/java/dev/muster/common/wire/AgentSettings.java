package dev.muster.common.wire;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What operators set of an agent type, or its workers propose. Null stands for "not set".
/// @param limit how many attempts of the type may be out at once, fleet-wide; 0 starts none
/// @param ratePerSecond how many attempts may start in a second, fleet-wide
/// @param weights shares of what is free by fairness key; 1 for keys that are not named
/// @param breaker when its circuit breaker opens and closes
public record AgentSettings(@Nullable Integer limit, @Nullable Double ratePerSecond,
        @Nullable Map<String, Double> weights, @Nullable BreakerSettings breaker) {
    public static final AgentSettings NONE = new AgentSettings(null, null, null, null);

    private static final double LEAST = 0.001;
    private static final double MOST = 1_000_000;
    private static final int MOST_WEIGHTS = 1_000;

    public AgentSettings {
        if (limit != null && limit < 0) {
            throw new IllegalArgumentException("field limit must be 0 or more");
        }
        if (ratePerSecond != null) {
            within("ratePerSecond", ratePerSecond);
        }
        if (weights != null) {
            if (weights.size() > MOST_WEIGHTS) {
                throw new IllegalArgumentException(
                        "field weights must name at most " + MOST_WEIGHTS + " keys");
            }
            weights.forEach((key, weight) -> within("weights." + key, weight));
            weights = java.util.Collections.unmodifiableMap(new TreeMap<>(weights));
        }
    }

    /// Whether they bound anything: then the type's tasks need permits.
    public boolean areBounding() {
        return limit != null || ratePerSecond != null || weights != null;
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

    private static void within(String field, double value) {
        // Not a number is within nothing.
        if (!(value >= LEAST && value <= MOST)) {
            throw new IllegalArgumentException("field " + field + " must be 0.001 to 1000000");
        }
    }
}
