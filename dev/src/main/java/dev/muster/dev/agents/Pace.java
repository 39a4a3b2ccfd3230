package dev.muster.dev.agents;

import dev.muster.common.error.TaskExecutionException;
import dev.muster.worker.TaskContext;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Says after each step of the work how far it is, and stops it where it is no longer wanted.
/// @param perStep how long a step is drawn out at most; zero for no wait
record Pace(Duration perStep) {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /// @throws IllegalArgumentException if the duration is negative
    Pace {
        if (perStep.isNegative()) {
            throw new IllegalArgumentException("pace must not be negative");
        }
    }

    static Pace none() {
        return new Pace(Duration.ZERO);
    }

    /// @throws TaskExecutionException if the attempt was cancelled
    void step(TaskContext task, int done, int of, String message) {
        task.progress(100 * done / of, message);
        waitUnlessCancelled(task);
        checkWanted(task);
    }

    private void waitUnlessCancelled(TaskContext task) {
        var end = System.nanoTime() + perStep.toNanos();
        for (var left = perStep.toNanos(); left > 0 && !task.isCancelled(); left = end - System.nanoTime()) {
            try {
                // Nobody counts this latch down: it is a wait that an interrupt, so a cancellation, ends.
                if (new CountDownLatch(1).await(Math.min(left, LOOK_AGAIN.toNanos()), TimeUnit.NANOSECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// @throws TaskExecutionException if the attempt was cancelled
    static void checkWanted(TaskContext task) {
        if (task.isCancelled() || Thread.currentThread().isInterrupted()) {
            throw TaskExecutionException.retryable("cancelled",
                    "task " + task.task() + " was stopped before it was done", null);
        }
    }
}
