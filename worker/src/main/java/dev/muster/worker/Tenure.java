package dev.muster.worker;

import dev.muster.worker.lease.Lease;

/// What all intakes of a worker share: what it runs, and by which right. Thread-safe.
final class Tenure {
    private final Attempts attempts;
    private final Heartbeats heartbeats;
    private final Lease lease;
    private final Time clock;

    Tenure(Attempts attempts, Heartbeats heartbeats, Lease lease, Time clock) {
        this.attempts = attempts;
        this.heartbeats = heartbeats;
        this.lease = lease;
        this.clock = clock;
    }

    Attempts attempts() {
        return attempts;
    }

    Heartbeats heartbeats() {
        return heartbeats;
    }

    Lease lease() {
        return lease;
    }

    Time clock() {
        return clock;
    }
}
