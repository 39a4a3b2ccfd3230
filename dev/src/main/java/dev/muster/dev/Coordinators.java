package dev.muster.dev;

import dev.muster.cli.CommandFailedException;
import dev.muster.cli.ExitCode;
import dev.muster.coordinator.Coordinator;
import dev.muster.coordinator.CoordinatorConfig;
import java.net.BindException;
import java.time.Duration;

/// Starts coordinators for commands: what can go wrong then is told in one line.
final class Coordinators {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private Coordinators() {}

    /// @return a coordinator that is ready
    /// @throws CommandFailedException if it can't be had, saying why
    static Coordinator ready(CoordinatorConfig config) throws InterruptedException {
        var coordinator = started(config);
        if (coordinator.awaitReady(READY_WITHIN)) {
            return coordinator;
        }
        coordinator.close();
        throw CommandFailedException.of(ExitCode.UNREACHABLE,
                "the coordinator is not ready, expected it to be within " + READY_WITHIN.toSeconds() + " s");
    }

    private static Coordinator started(CoordinatorConfig config) {
        try {
            return Coordinator.start(config);
        } catch (RuntimeException e) {
            if (config.http() != null && isTaken(e)) {
                throw CommandFailedException
                        .usage("port " + config.http().port() + " on " + config.http().host()
                                + " is already in use, expected a free one; see --port");
            }
            throw e;
        }
    }

    private static boolean isTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }
}
