package dev.muster.coordinator.gate;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// By which rules a gate grants.
/// @param limit how many permits may be held at once; 0 grants none, null any number
/// @param interval the least time between two grants, on average; any rate if null
/// @param weights shares by fairness key; 1 for those that are not named
public record Terms(@Nullable Integer limit, @Nullable Duration interval, Map<String, Double> weights) {
    public static final Terms UNBOUNDED = new Terms(null, null, Map.of());

    /// @throws IllegalArgumentException if a number makes no sense
    public Terms {
        if (limit != null && limit < 0) {
            throw new IllegalArgumentException("limit must be 0 or more");
        }
        if (interval != null && !interval.isPositive()) {
            throw new IllegalArgumentException("interval must be above zero");
        }
        weights = Map.copyOf(weights);
        if (weights.values().stream().anyMatch(weight -> !(weight > 0))) {
            throw new IllegalArgumentException("weights must be above zero");
        }
    }

    double weight(String key) {
        return weights.getOrDefault(key, 1.0);
    }
}
