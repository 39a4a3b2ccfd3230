package dev.muster.dev;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The time from a command's start until somebody asks the process to end (Ctrl-C, SIGTERM), and then until the
/// command has stopped its parts: the JVM waits for `close`. Opened first and so closed last.
final class Lifetime implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(45);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook = new Thread(this::endInOrder, "muster-end");

    Lifetime() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void awaitEnd() throws InterruptedException {
        asked.await();
    }

    boolean isEnding() {
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
