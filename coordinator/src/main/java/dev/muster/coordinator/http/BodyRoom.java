package dev.muster.coordinator.http;

import dev.muster.common.error.NotReadyException;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The memory that the bodies of all requests under way may take together: a body takes its part from before it is read until
/// the request is answered. Thread-safe.
final class BodyRoom {
    /// What is made of a body takes many times its bytes.
    private static final long SHARE_OF_HEAP = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int UNIT = 1024;

    private final Semaphore units;
    private final int largest;
    private final Duration patience;

    /// @param bytes of all bodies together; room for one of the greatest size at least
    BodyRoom(long bytes, Duration patience) {
        this.largest = Math.ceilDiv(Body.MOST_BYTES, UNIT);
        this.units = new Semaphore(Math.clamp(bytes / UNIT, largest, Integer.MAX_VALUE), true);
        this.patience = patience;
    }

    /// For this JVM.
    static BodyRoom ofHeap() {
        return new BodyRoom(Math.max(8L * Body.MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP),
                PATIENCE);
    }

    /// Gives its room back when it is closed.
    interface Taken extends AutoCloseable {
        @Override
        void close();
    }

    /// Takes the room for a request's body, waiting for it for a while; none for one without.
    /// @throws NotReadyException if there was none in time
    Taken take(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return () -> {};
        }
        return take(request.headers().contentLength().orElse(Body.MOST_BYTES));
    }

    Taken take(long length) {
        var needed = Math.clamp(Math.ceilDiv(length, (long) UNIT), 1, largest);
        try {
            if (units.tryAcquire(needed, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return () -> units.release(needed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new NotReadyException("too many requests are under way, expected fewer at once");
    }
}
