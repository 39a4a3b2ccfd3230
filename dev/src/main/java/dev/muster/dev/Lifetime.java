package dev.muster.dev;

import dev.muster.cli.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The time from a command's start until somebody asks the process to end (Ctrl-C, SIGTERM), and then until the
/// command has stopped its parts: the JVM waits for `close`. Opened first and so closed last.
public final class Lifetime implements AutoCloseable {
    /// The exit code of a process whose parts have failed for good.
    static final int BROKEN = ExitCode.BUG;

    private static final Duration STOP_WITHIN = Duration.ofMinutes(1);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    public Lifetime() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endInOrder, "muster-end"));
    }

    void awaitEnd() throws InterruptedException {
        asked.await();
    }

    /// @return whether it was asked to end, and did not because the parts no longer live
    boolean awaitEnd(BooleanSupplier isLive) throws InterruptedException {
        while (isLive.getAsBoolean()) {
            if (asked.await(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return isOver();
    }

    /// Whether the process was asked to end, for commands that look at it while they are busy.
    public boolean isOver() {
        return asked.getCount() == 0;
    }

    private void endInOrder() {
        asked.countDown();
        try {
            if (!stopped.await(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("muster: not everything stopped within " + STOP_WITHIN.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}
