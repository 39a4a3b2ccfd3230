package dev.muster.coordinator.http;

import org.jspecify.annotations.Nullable;

/// What one caller may take. A caller is whose token it is, else an address. Whoever needs no token on the coordinator's own
/// machine is not bound: there everybody has the same address, and the machine anyway.
/// @param requestsPerSecond on average, and twice that at once; as many as come if null
/// @param streams of events that may be open
public record CallerBounds(@Nullable Integer requestsPerSecond, int streams) {
    public static final CallerBounds USUAL = new CallerBounds(1_000, 100);

    public CallerBounds {
        if ((requestsPerSecond != null && requestsPerSecond < 1) || streams < 1) {
            throw new IllegalArgumentException("expected bounds of 1 or more");
        }
    }
}
