package dev.muster.coordinator.http;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// How many requests each caller may make: each has a bucket that fills at a steady pace and holds what comes in two seconds.
/// Thread-safe.
final class CallerPace {
    private static final int MOST_CALLERS = 10_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int SECONDS_HELD = 2;

    private final int perSecond;
    private final LongSupplier nanos;
    private final AtomicLong nextLook;
    private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    /// @param nanos a clock, as [System#nanoTime] is one
    CallerPace(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.nextLook = new AtomicLong(nanos.getAsLong());
    }

    /// @return whether one more request is within the pace
    boolean allows(String caller) {
        var now = nanos.getAsLong();
        if (buckets.size() >= MOST_CALLERS && !buckets.containsKey(caller)) {
            forgetWhoRests(now);
        }
        // Strangers beyond all count share one, rather than to have a fresh one each or to take the memory of others.
        var name = buckets.size() < MOST_CALLERS || buckets.containsKey(caller) ? caller : "";
        return buckets.computeIfAbsent(name, key -> new Bucket(now)).takes(now);
    }

    /// Once a second at most: a crowd of strangers must not have all of them looked at for each.
    private void forgetWhoRests(long now) {
        var due = nextLook.get();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + SECOND)) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
        }
    }

    int callers() {
        return buckets.size();
    }

    private final class Bucket {
        private double left = (double) perSecond * SECONDS_HELD;
        private long at;

        private Bucket(long now) {
            at = now;
        }

        private synchronized boolean takes(long now) {
            fill(now);
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        }

        private synchronized boolean isFull(long now) {
            fill(now);
            return left >= (double) perSecond * SECONDS_HELD;
        }

        private void fill(long now) {
            left = Math.min((double) perSecond * SECONDS_HELD,
                    left + (double) Math.max(0, now - at) * perSecond / SECOND);
            at = Math.max(at, now);
        }
    }
}
