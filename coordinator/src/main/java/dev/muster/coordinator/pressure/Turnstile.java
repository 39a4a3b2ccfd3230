package dev.muster.coordinator.pressure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lets in as many submissions as are decided soon. It measures how long each takes from here to the log and back, as the first
/// committed event that it caused, by one clock: whoever decides it, and whatever clocks others have. Thread-safe.
public final class Turnstile {
    private static final Duration TARGET = Duration.ofMillis(250);
    private static final Duration ROUND = Duration.ofMillis(500);
    /// What was not decided by then stands in nobody's way: it was never in the log, or has its partition with nobody.
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    /// By command, in the order in which they came: when.
    private final Map<String, Long> undecided = new LinkedHashMap<>();
    private final Window window = new Window(TARGET.toNanos(), ROUND.toNanos());
    private final DrainRate drain = new DrainRate();

    /// Whether one more may come in now. Reserves nothing.
    public synchronized boolean hasRoom(long nowNanos) {
        forget(nowNanos);
        return window.hasRoom(undecided.size());
    }

    /// A submission goes to the log.
    public synchronized void entered(String command, long nowNanos) {
        undecided.put(command, nowNanos);
        forget(nowNanos);
    }

    /// It did not get there.
    public synchronized void turnedBack(String command) {
        undecided.remove(command);
    }

    /// An event came that this command caused; anything but the first of a submission that came in here means nothing.
    public synchronized void decided(String command, long nowNanos) {
        var since = undecided.remove(command);
        if (since != null) {
            window.decided(nowNanos - since, nowNanos);
            drain.count(nowNanos);
        }
    }

    /// When all that is undecided now is decided if it goes on like this: within a second or more, and no more than
    /// the given time.
    public synchronized Duration drainedWithin(Duration atMost, long nowNanos) {
        return waiting(undecided.size(), drain.perSecond(nowNanos), atMost);
    }

    /// How long so many take at this pace, in whole seconds from 1 on.
    public static Duration waiting(long count, double perSecond, Duration atMost) {
        var seconds = perSecond == 0 ? Double.POSITIVE_INFINITY : Math.ceil(count / perSecond);
        return Duration.ofSeconds((long) Math.clamp(seconds, 1.0, (double) atMost.toSeconds()));
    }

    /// How many came in and are not decided.
    public synchronized int undecided() {
        return undecided.size();
    }

    /// How many may be.
    public synchronized int limit() {
        return window.limit();
    }

    private void forget(long nowNanos) {
        var eldest = undecided.values().iterator();
        while (eldest.hasNext() && nowNanos - eldest.next() >= FORGOTTEN_AFTER.toNanos()) {
            eldest.remove();
        }
    }
}
