package dev.muster.common.definition;

import java.time.Duration;
import java.util.Set;

/// How often a failed attempt is tried again, and after which delay.
///
/// The delay after the n-th failed try is `min(ceiling, delay * factor^(n-1))`, of which a share of up to `jitter`
/// (0 to 1) is taken off at random, so that many tasks that failed together don't come back together.
/// @param attempts how many tries in all, the first included; 1 means no retry
/// @param notRetried codes of failures that end the task at once
public record RetryPolicy(int attempts, Duration delay, double factor, Duration ceiling, double jitter,
        Set<String> notRetried) {
    public static final int MOST_ATTEMPTS = 1000;
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofSeconds(5), 2,
            Duration.ofMinutes(5), 0,
            Set.of());

    /// @throws IllegalArgumentException naming the component that is out of its range
    public RetryPolicy {
        require(attempts >= 1 && attempts <= MOST_ATTEMPTS, "attempts must be 1 to " + MOST_ATTEMPTS);
        require(!delay.isNegative(), "delay must not be negative");
        require(factor >= 1 && factor <= 100, "factor must be 1 to 100");
        require(ceiling.compareTo(delay) >= 0, "ceiling must not be below delay");
        require(jitter >= 0 && jitter <= 1, "jitter must be 0 to 1");
        notRetried = Set.copyOf(notRetried);
    }

    public static RetryPolicy none() {
        return new RetryPolicy(1, Duration.ZERO, 1, Duration.ZERO, 0, Set.of());
    }

    /// The delay after a number of failed tries, before jitter.
    /// @param tries failed so far, 1 or more
    public Duration delayAfter(int tries) {
        var millis = delay.toMillis() * Math.pow(factor, tries - 1);
        return millis >= ceiling.toMillis() ? ceiling : Duration.ofMillis((long) millis);
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(expected);
        }
    }
}
