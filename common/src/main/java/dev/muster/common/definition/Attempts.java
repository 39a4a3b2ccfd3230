package dev.muster.common.definition;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How long and how often a task may be tried.
/// @param timeout of one attempt, from the moment a worker starts it
/// @param budget for all attempts and the delays between them, from the first dispatch; none if null
public record Attempts(RetryPolicy retry, Duration timeout, @Nullable Duration budget) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);
    public static final Attempts DEFAULT = new Attempts(RetryPolicy.DEFAULT, DEFAULT_TIMEOUT, null);

    /// @throws IllegalArgumentException if a duration is not above zero
    public Attempts {
        Objects.requireNonNull(retry);
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be above zero");
        }
        if (budget != null && !budget.isPositive()) {
            throw new IllegalArgumentException("budget must be above zero");
        }
    }
}
