package dev.muster.common.definition;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a workflow runs as a whole.
/// @param maxParallelTasks how many of its tasks may be under way at once; [#UNBOUNDED] for no bound
/// @param timeout from start to end; none if null
/// @param priority higher is served first where tasks wait for a permit
/// @param fairnessKey workflows of one key share its weight where tasks wait for a permit; the id if null
public record Policy(int maxParallelTasks, @Nullable Duration timeout, OnFailure onFailure, int priority,
        @Nullable String fairnessKey) {
    public static final int UNBOUNDED = Integer.MAX_VALUE;
    public static final Policy DEFAULT = new Policy(UNBOUNDED, null, OnFailure.ROLLBACK, 0, null);

    /// @throws IllegalArgumentException if a bound is not above zero
    public Policy {
        Objects.requireNonNull(onFailure);
        if (maxParallelTasks < 1) {
            throw new IllegalArgumentException("maxParallelTasks must be 1 or more");
        }
        if (timeout != null && !timeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be above zero");
        }
    }
}
