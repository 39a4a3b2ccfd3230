package dev.muster.coordinator.streams;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Does something every so often in a thread of its own, until it is closed. Thread-safe.
final class Periodic implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    interface Work {
        void run() throws InterruptedException;
    }

    private Periodic(String name, Duration interval, Work work, Vitals vitals) {
        thread = vitals.start(name, () -> {
            try {
                while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                    work.run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// @param interval before the first time and between two
    /// @param work whose failure is one of the coordinator
    static Periodic start(String name, Duration interval, Work work, Vitals vitals) {
        return new Periodic(name, interval, work, vitals);
    }

    @Override
    public void close() {
        closing.countDown();
        Threads.join(thread, STOP_WITHIN);
    }
}
