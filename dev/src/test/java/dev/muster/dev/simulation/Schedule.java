package dev.muster.dev.simulation;

import java.util.PriorityQueue;

/// The simulation's clock: it jumps from one thing that is to happen to the next. What is due at one moment happens in
/// the order in which it was put down. Owned by the simulation's thread.
final class Schedule {
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private long now;
    private long count;

    private record Due(long at, long number, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }

    Schedule(long start) {
        this.now = start;
    }

    long now() {
        return now;
    }

    void after(long millis, Runnable what) {
        queue.add(new Due(now + Math.max(0, millis), count++, what));
    }

    /// Does what is next.
    /// @return false if there is nothing before that time, which it then is
    boolean step(long until) {
        var next = queue.peek();
        if (next == null || next.at() > until) {
            now = Math.max(now, until);
            return false;
        }
        queue.remove();
        now = next.at();
        next.what().run();
        return true;
    }
}
