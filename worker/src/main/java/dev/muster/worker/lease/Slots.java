package dev.muster.worker.lease;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The bound on how many tasks of one agent type this process runs at once. One thread takes slots and any thread
/// gives them back, so what the taker sees free stays free until it takes it. Thread-safe.
public final class Slots {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int total;
    private int taken;

    /// @throws IllegalArgumentException if there is not at least one
    public Slots(int total) {
        if (total < 1) {
            throw new IllegalArgumentException("max in flight is " + total + ": expected 1 or more");
        }
        this.total = total;
    }

    public int total() {
        return total;
    }

    public int free() {
        lock.lock();
        try {
            return total - taken;
        } finally {
            lock.unlock();
        }
    }

    /// @throws IllegalStateException if none is free
    public void take() {
        lock.lock();
        try {
            if (taken == total) {
                throw new IllegalStateException("all " + total + " slots are taken");
            }
            taken++;
        } finally {
            lock.unlock();
        }
    }

    public void giveBack() {
        lock.lock();
        try {
            if (taken == 0) {
                throw new IllegalStateException("no slot is taken");
            }
            taken--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until so many slots are free, at most so long.
    /// @return whether they are
    public boolean awaitFree(int wanted, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            var left = atMost.toNanos();
            while (total - taken < wanted) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until no slot is taken, at most so long.
    /// @return whether none is
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        return awaitFree(total,
                Duration.ofNanos(Math.max(atMost.toNanos(), TimeUnit.MILLISECONDS.toNanos(1))));
    }
}
