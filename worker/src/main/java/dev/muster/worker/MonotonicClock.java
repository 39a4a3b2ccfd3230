package dev.muster.worker;

import dev.muster.worker.lease.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The time of the wall at the process's start, and from then on without jumps: a lease must not end, nor last,
/// because somebody set the clock. Waits block the thread.
final class MonotonicClock implements Time {
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    @Override
    public boolean awaitFree(Slots slots, int wanted, Duration atMost) throws InterruptedException {
        return slots.awaitFree(wanted, atMost);
    }

    @Override
    public void await(CompletableFuture<?> done, Duration atMost) throws InterruptedException {
        try {
            done.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Whoever waited looks at what has become of it.
        }
    }

    @Override
    public <T> T get(Future<T> future) throws InterruptedException, ExecutionException {
        return future.get();
    }

    @Override
    public <T> @Nullable T poll(BlockingQueue<T> queue, Duration atMost) throws InterruptedException {
        return queue.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
