package dev.muster.coordinator.pressure;

/// How many submissions may be undecided at once: as many as are decided within the target.
///
/// As in CoDel (RFC 8289) it is the shortest wait of a round that tells a queue that stands from one that comes and goes:
/// if even that was too long, the window is made narrower, and wider if it was short enough and the window was full.
/// Has one owner.
final class Window {
    /// Few enough to be decided at one go, however slow a commit is: with less, slow commits alone would make the window
    /// narrower, and fewer of them would share a commit.
    static final int LEAST = 64;
    static final int MOST = 10_000;
    static final int FIRST = 256;

    private static final double NARROWER = 0.8;
    private static final double WIDER = 1.25;

    private final long targetNanos;
    private final long roundNanos;
    private double limit = FIRST;
    private boolean isInRound;
    private long roundBegan;
    private long shortestWait;
    private boolean wasFull;

    /// @param targetNanos how long a wait may be
    /// @param roundNanos how long waits are compared before the window is changed
    Window(long targetNanos, long roundNanos) {
        this.targetNanos = targetNanos;
        this.roundNanos = roundNanos;
    }

    int limit() {
        return (int) limit;
    }

    boolean hasRoom(int undecided) {
        var hasRoom = undecided < limit();
        wasFull |= !hasRoom;
        return hasRoom;
    }

    /// One more is decided.
    /// @param wait in nanoseconds
    void decided(long wait, long now) {
        if (!isInRound) {
            isInRound = true;
            roundBegan = now;
            shortestWait = wait;
        }
        shortestWait = Math.min(shortestWait, wait);
        if (now - roundBegan >= roundNanos) {
            turn();
        }
    }

    private void turn() {
        if (shortestWait > targetNanos) {
            limit = Math.max(LEAST, limit * NARROWER);
        } else if (wasFull) {
            limit = Math.min(MOST, limit * WIDER);
        }
        isInRound = false;
        wasFull = false;
    }
}
