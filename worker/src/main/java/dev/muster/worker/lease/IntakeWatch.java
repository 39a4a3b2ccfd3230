package dev.muster.worker.lease;

import java.time.Duration;
import java.time.Instant;

/// Decides when an intake that brings nothing is to be suspected, and when it is to be opened anew: records wait,
/// nobody in the group has moved on, this worker asked for them all the while and none came.
///
/// Owned by the intake's thread.
public final class IntakeWatch {
    private final Duration patience;
    private final Duration ceiling;
    private Duration wait;
    private Instant quietSince;
    private Instant lookedAt;
    private Backlog seen = Backlog.NONE;

    /// What waits in the topic for the whole group.
    /// @param done where the group starts, summed over the partitions: it moves with what is acknowledged
    /// @param waiting whether a record that can be read waits there
    public record Backlog(long done, boolean waiting) {
        private static final Backlog NONE = new Backlog(-1, false);

        public static Backlog none() {
            return NONE;
        }
    }

    /// @param patience how long nothing must come before the backlog is looked at, and between two looks
    /// @param ceiling the longest time between two reopenings that do not help
    public IntakeWatch(Duration patience, Duration ceiling, Instant now) {
        this.patience = patience;
        this.ceiling = ceiling;
        this.wait = patience;
        this.quietSince = now;
        this.lookedAt = now;
    }

    /// Records came.
    public void received(Instant now) {
        quietSince = now;
        lookedAt = now;
        wait = patience;
        seen = Backlog.NONE;
    }

    /// The intake was shut or not asking: silence says nothing.
    public void paused(Instant now) {
        quietSince = now;
        lookedAt = now;
        seen = Backlog.NONE;
    }

    /// Whether it is time to look at the backlog.
    public boolean isSuspicious(Instant now) {
        return !quietSince.plus(patience).isAfter(now) && !lookedAt.plus(patience.dividedBy(2)).isAfter(now);
    }

    /// Whether the intake is to be opened anew, given what waits now. Two looks must agree: a record that waits in
    /// both, with nothing done in between, has been there while this worker asked for it.
    public boolean isStalled(Backlog backlog, Instant now) {
        lookedAt = now;
        var unmoved = backlog.waiting() && seen.waiting() && backlog.done() == seen.done();
        seen = backlog;
        if (!unmoved || quietSince.plus(wait).isAfter(now)) {
            return false;
        }
        quietSince = now;
        seen = Backlog.NONE;
        wait = wait.multipliedBy(2).compareTo(ceiling) < 0 ? wait.multipliedBy(2) : ceiling;
        return true;
    }
}
