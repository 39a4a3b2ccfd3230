package dev.muster.worker.lease;

import java.time.Duration;
import java.time.Instant;

/// How long this worker may go on with what it claimed: so long since it *began* to send the last heartbeat that
/// became durable. Whoever watches it counts from that heartbeat's arrival, which is later, so the worker stops
/// first. Thread-safe.
public final class Lease {
    private final Duration length;
    private Instant end = Instant.MIN;

    /// One that is yet to be earned, by the first heartbeat.
    public Lease(Duration length) {
        this.length = length;
    }

    public synchronized void renew(Instant sentAt) {
        var renewed = sentAt.plus(length);
        end = renewed.isAfter(end) ? renewed : end;
    }

    public synchronized boolean isLost(Instant now) {
        return !now.isBefore(end);
    }

    /// Zero if it is lost.
    public synchronized Duration left(Instant now) {
        return isLost(now) ? Duration.ZERO : Duration.between(now, end);
    }
}
