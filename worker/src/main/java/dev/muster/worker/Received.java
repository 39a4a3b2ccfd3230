package dev.muster.worker;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What became of a delivery: an attempt, to be launched or running already, or something that only has to become
/// durable.
final class Received {
    private final Delivery delivery;
    private final Optional<Attempt> attempt;
    private final boolean isStartable;
    private final CompletableFuture<Void> settled;

    private Received(Delivery delivery, Optional<Attempt> attempt, boolean isStartable,
            CompletableFuture<Void> settled) {
        this.delivery = delivery;
        this.attempt = attempt;
        this.isStartable = isStartable;
        this.settled = settled;
    }

    static Received startable(Delivery delivery, Attempt attempt) {
        return new Received(delivery, Optional.of(attempt), true, attempt.settled());
    }

    static Received running(Delivery delivery, Attempt attempt) {
        return new Received(delivery, Optional.of(attempt), false, attempt.settled());
    }

    static Received settling(Delivery delivery, CompletableFuture<Void> settled) {
        return new Received(delivery, Optional.empty(), false, settled);
    }

    Delivery delivery() {
        return delivery;
    }

    Optional<Attempt> attempt() {
        return attempt;
    }

    /// The attempt, if it is this delivery that brought it.
    Optional<Attempt> startable() {
        return isStartable ? attempt : Optional.empty();
    }

    /// Whether it was delivered before: it may have been reported, or somebody else may have it, so it runs only when
    /// that is confirmed.
    boolean isRepeated() {
        return isStartable && delivery.isRepeated();
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
