package dev.muster.common.definition;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How long and how often a task may be tried.
/// @param statedTimeout of one attempt, from the moment a worker starts it; the usual one of the agent if null
/// @param budget for all attempts and the delays between them, from the first dispatch; none if null
public record Attempts(RetryPolicy retry, @Nullable Duration statedTimeout, @Nullable Duration budget) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);
    public static final Attempts DEFAULT = new Attempts(RetryPolicy.DEFAULT, null, null);

    /// @throws IllegalArgumentException if a duration is not above zero
    public Attempts {
        Objects.requireNonNull(retry);
        if (statedTimeout != null && !statedTimeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be above zero");
        }
        if (budget != null && !budget.isPositive()) {
            throw new IllegalArgumentException("budget must be above zero");
        }
    }

    /// The timeout in force: the stated one, or the usual one of agents that have none of their own.
    public Duration timeout() {
        return statedTimeout == null ? DEFAULT_TIMEOUT : statedTimeout;
    }

    /// The same with a timeout stated where none was.
    /// @param usual none if null
    Attempts withUsualTimeout(@Nullable Duration usual) {
        return statedTimeout != null || usual == null ? this : new Attempts(retry, usual, budget);
    }
}
