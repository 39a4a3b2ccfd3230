package dev.muster.worker;

import java.time.Instant;
import java.time.InstantSource;

/// The time of the wall at the process's start, and from then on without jumps: a lease must not end, nor last,
/// because somebody set the clock.
final class MonotonicClock implements InstantSource {
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
