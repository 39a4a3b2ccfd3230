package dev.muster.coordinator.monitor;

/// How often something happens: what was counted in the last minute, or since the beginning if that is less, over that
/// time. Kept in sixty counts of a second each, so that the window moves second by second. Thread-safe.
public final class SlidingRate {
    static final int WINDOW_SECONDS = 60;

    private static final long SECOND = 1_000;

    private final long sinceMillis;
    private final long[] counts = new long[WINDOW_SECONDS];
    /// Which second of the epoch each count is of.
    private final long[] seconds = new long[WINDOW_SECONDS];

    /// @param sinceMillis when counting began, in milliseconds of the epoch
    public SlidingRate(long sinceMillis) {
        this.sinceMillis = sinceMillis;
    }

    public synchronized void count(long nowMillis) {
        var second = nowMillis / SECOND;
        var slot = (int) (second % WINDOW_SECONDS);
        if (seconds[slot] != second) {
            seconds[slot] = second;
            counts[slot] = 0;
        }
        counts[slot]++;
    }

    public synchronized double perSecond(long nowMillis) {
        var first = nowMillis / SECOND - WINDOW_SECONDS + 1;
        var sum = 0L;
        for (var slot = 0; slot < WINDOW_SECONDS; slot++) {
            sum += seconds[slot] >= first ? counts[slot] : 0;
        }
        // In its first second nothing can be said of a rate yet.
        var millis = Math.max(SECOND, nowMillis - Math.max(sinceMillis, first * SECOND));
        return sum * (double) SECOND / millis;
    }
}
