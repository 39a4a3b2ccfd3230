package dev.muster.coordinator.http;

import dev.muster.common.error.MusterException;
import dev.muster.common.error.OverloadedException;
import dev.muster.common.error.WorkflowConcurrencyException;
import dev.muster.coordinator.port.Problem;
import dev.muster.coordinator.port.ProblemKind;

/// What the caller is told of what is none of the domain's: see [Problem#of(MusterException)] for that.
final class Problems {
    /// For what passes by itself.
    static final long SOON_SECONDS = 1;

    private Problems() {}

    /// When what failed so may succeed, in seconds, if that is known.
    static long retryAfterSeconds(MusterException failure) {
        return switch (failure) {
            case OverloadedException e -> e.retryAfter().toSeconds();
            case WorkflowConcurrencyException e -> e.retryAfter().toSeconds();
            default -> SOON_SECONDS;
        };
    }

    /// For whatever nobody expected. Says nothing of what it was: that stands in the log.
    static Problem unexpected() {
        return Problem.of(ProblemKind.INTERNAL, "the server failed to answer; its log says why");
    }

    /// For what the HTTP server refuses by itself, in words of ours, since its own may quote anything.
    static Problem ofStatus(int status, String reason) {
        return switch (status) {
            case 400 -> Problem.of(ProblemKind.UNREADABLE, "the request is not well-formed HTTP/1.1");
            case 404 -> Problem.of(ProblemKind.UNKNOWN_PATH, "there is nothing at this path");
            case 413 -> Problem.of(ProblemKind.TOO_LARGE,
                    "the body is too large, expected at most " + Body.MOST_BYTES + " bytes");
            case 414 -> Problem.of(ProblemKind.ADDRESS_TOO_LONG,
                    "the first line of the request is too long, expected at most 4096 bytes");
            case 500 -> unexpected();
            case 503 -> Problem.of(ProblemKind.NOT_READY, "too many requests are under way");
            case 505 -> Problem.of(ProblemKind.HTTP_VERSION_NOT_SUPPORTED,
                    "the request is in another version of HTTP, expected HTTP/1.1");
            default -> Problem.blank(status, reason);
        };
    }
}
