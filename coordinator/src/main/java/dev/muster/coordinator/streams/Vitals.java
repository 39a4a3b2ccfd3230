package dev.muster.coordinator.streams;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the coordinator lives: it does until the first of its parts fails for good. Thread-safe.
final class Vitals {
    private static final Logger LOG = LoggerFactory.getLogger(Vitals.class);

    private final AtomicReference<String> failed = new AtomicReference<>();

    /// A part stopped on something that it can't go on from.
    void failed(String part, Throwable failure) {
        LOG.atError().addKeyValue("part", part).setCause(failure)
                .log("the coordinator stopped working and has to be restarted");
        failed.compareAndSet(null, part);
    }

    /// The part that failed first.
    Optional<String> failedPart() {
        return Optional.ofNullable(failed.get());
    }

    /// Starts a thread whose end by an exception is a failure of the part of this name.
    Thread start(String part, Runnable work) {
        return Thread.ofPlatform().name("muster-" + part)
                .uncaughtExceptionHandler((thread, failure) -> failed(part, failure)).start(work);
    }
}
