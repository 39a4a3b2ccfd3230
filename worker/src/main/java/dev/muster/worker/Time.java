package dev.muster.worker;

import dev.muster.worker.lease.Slots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A worker's time, and every wait of its loops in it: the seam between what they decide and the threads that they block
/// meanwhile. Thread-safe.
interface Time extends InstantSource {
    void sleep(Duration time) throws InterruptedException;

    /// Waits until so many slots are free, at most so long.
    /// @return whether they are
    boolean awaitFree(Slots slots, int wanted, Duration atMost) throws InterruptedException;

    /// Waits until it is done or failed, at most so long.
    void await(CompletableFuture<?> done, Duration atMost) throws InterruptedException;

    /// Waits for what it brings.
    <T> T get(Future<T> future) throws InterruptedException, ExecutionException;

    /// Waits until there is something to take, at most so long.
    /// @return null if there is nothing
    <T> @Nullable T poll(BlockingQueue<T> queue, Duration atMost) throws InterruptedException;
}
