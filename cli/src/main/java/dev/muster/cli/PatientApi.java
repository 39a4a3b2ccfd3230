package dev.muster.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Asks a server that is known to be there: one that falls silent, as a coordinator does that is restarted, is given time to come
/// back. Used by one thread.
/// @param say told when that begins
record PatientApi(Api api, Consumer<String> say) {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// @throws CommandFailedException if the server refuses, or stays silent
    Api.Answer get(String path) {
        var since = System.nanoTime();
        var told = false;
        while (true) {
            try {
                return api.get(path);
            } catch (CommandFailedException e) {
                if (!e.mayPass() || System.nanoTime() - since > PATIENCE.toNanos()) {
                    throw e;
                }
                if (!told) {
                    say.accept(e.getMessage() + "; trying again");
                    told = true;
                }
                pause(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    static void pause(long nanos) {
        try {
            // Nobody counts it down: a pause that an interrupt ends.
            var _ = new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailedException.of(ExitCode.UNREACHABLE, "interrupted while watching");
        }
    }
}
