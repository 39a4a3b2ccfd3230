package dev.muster.coordinator.streams;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits, giving way to an interrupt.
final class Threads {
    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);

    private Threads() {}

    static void join(Thread thread, Duration atMost) {
        try {
            if (!thread.join(atMost)) {
                LOG.atWarn().addKeyValue("thread", thread.getName())
                        .log("thread abandoned, it did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
