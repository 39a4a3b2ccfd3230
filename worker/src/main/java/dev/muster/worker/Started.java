package dev.muster.worker;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What became of a delivery: either an attempt that runs and may be claimed, or something that only has to become
/// durable.
final class Started {
    private final Optional<Attempt> attempt;
    private final CompletableFuture<Void> settled;

    private Started(Optional<Attempt> attempt, CompletableFuture<Void> settled) {
        this.attempt = attempt;
        this.settled = settled;
    }

    static Started running(Attempt attempt) {
        return new Started(Optional.of(attempt), attempt.settled());
    }

    static Started settling(CompletableFuture<Void> settled) {
        return new Started(Optional.empty(), settled);
    }

    Optional<Attempt> attempt() {
        return attempt;
    }

    CompletableFuture<Void> settled() {
        return settled;
    }

    boolean isDurable() {
        return settled.isDone() && !settled.isCompletedExceptionally();
    }

    /// Whether a durable claim is enough to be done with the delivery.
    boolean isClaimable() {
        return attempt.isPresent() && !settled.isCompletedExceptionally();
    }
}
