package dev.muster.worker.lease;

import java.time.Duration;

/// How long an intake waits for tasks to end before it claims those that still run. While it waits it takes nothing more; a
/// task that ends in time costs no claim. So it waits less where most would be claimed all the same, and longer again where
/// most end in time. Owned by the intake's thread.
public final class ClaimDelay {
    /// Of the longest wait; with a wait of none at all it would never be seen that tasks have become short.
    private static final int SHORTEST_SHARE = 16;

    private final Duration longest;
    private Duration current;

    public ClaimDelay(Duration longest) {
        this.longest = longest;
        this.current = longest;
    }

    public Duration current() {
        return current;
    }

    /// A wait is over.
    /// @param ended how many of the tasks ended in time
    public void waited(int ended, int all) {
        if (2 * ended < all) {
            current = max(current.dividedBy(2), longest.dividedBy(SHORTEST_SHARE));
        } else if (4 * ended >= 3 * all) {
            current = min(current.multipliedBy(2), longest);
        }
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
