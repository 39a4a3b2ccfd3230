package dev.muster.coordinator.core;

import dev.muster.common.WorkerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A task's latest attempt.
/// @param number counts every attempt at the task, its compensations included, from 1; 0 before the first. With
/// the workflow and the task it is the attempt's idempotency key and fences whatever came before
/// @param tries made in this phase so far, this one included; starts anew with a compensation or an operator's retry
/// @param stage how far it is
/// @param worker that claimed it
/// @param due when it times out while it runs, or is made again while it backs off
/// @param cancelled the worker was told to give it up
public record Attempt(int number, int tries, Stage stage, @Nullable WorkerId worker, @Nullable Instant due,
        boolean cancelled) {
    public static final Attempt NONE = new Attempt(0, 0, Stage.IDLE, null, null, false);

    /// How far an attempt is.
    public enum Stage {
        IDLE, QUEUED, DISPATCHED, RUNNING, BACKING_OFF,
        /// Waits at its agent type's gate for a permit. A worker may have it before that is known here.
        REQUESTED
    }

    /// Whether a worker has it, or may have it without being asked again.
    public boolean isInFlight() {
        return stage == Stage.REQUESTED || stage == Stage.DISPATCHED || stage == Stage.RUNNING;
    }

    Attempt idle() {
        return new Attempt(number, tries, Stage.IDLE, worker, null, false);
    }

    Attempt queued() {
        return new Attempt(number, tries, Stage.QUEUED, worker, null, false);
    }

    Attempt dispatched(int asNumber) {
        return new Attempt(asNumber, tries + 1, Stage.DISPATCHED, null, null, false);
    }

    Attempt requested(int asNumber) {
        return new Attempt(asNumber, tries + 1, Stage.REQUESTED, null, null, false);
    }

    Attempt granted() {
        return new Attempt(number, tries, Stage.DISPATCHED, worker, due, cancelled);
    }

    Attempt running(WorkerId by, Instant until) {
        return new Attempt(number, tries, Stage.RUNNING, by, until, cancelled);
    }

    Attempt backingOff(Instant until) {
        return new Attempt(number, tries, Stage.BACKING_OFF, worker, until, false);
    }

    Attempt told() {
        return new Attempt(number, tries, stage, worker, due, true);
    }

    Attempt withoutTries() {
        return new Attempt(number, 0, stage, worker, due, cancelled);
    }
}
