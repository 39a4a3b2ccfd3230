package dev.muster.coordinator.core;

/// The parts that make one decision together, around its journal. They call each other: a task's end readies another,
/// whose failure may stop the workflow.
final class Step {
    private final Journal journal;
    private final Readiness readiness;
    private final Slots slots;
    private final Stopping stopping;
    private final Unwinding unwinding;

    Step(Journal journal) {
        this.journal = journal;
        this.readiness = new Readiness(this);
        this.slots = new Slots(this);
        this.stopping = new Stopping(this);
        this.unwinding = new Unwinding(this);
    }

    Journal journal() {
        return journal;
    }

    Readiness readiness() {
        return readiness;
    }

    Slots slots() {
        return slots;
    }

    Stopping stopping() {
        return stopping;
    }

    Unwinding unwinding() {
        return unwinding;
    }

    Commands commands() {
        return new Commands(this);
    }

    Revival revival() {
        return new Revival(this);
    }

    Reports reports() {
        return new Reports(this);
    }

    Timers timers() {
        return new Timers(this);
    }

    /// Starts what may start, then ends what has nothing left to do.
    void proceed() {
        slots.fill();
        if (journal.header().outcome().ending() == null) {
            endForward();
        } else if (journal.isUnwinding()) {
            unwinding.endIfDone();
        } else {
            stopping.goOnIfStill();
        }
    }

    private void endForward() {
        var header = journal.header();
        if (header.state() != WorkflowState.RUNNING || header.load().live() > 0) {
            return;
        }
        var failure = header.outcome().failure();
        if (failure == null && header.load().settled() == journal.plan().definition().tasks().size()) {
            journal.record(new WorkflowEvent.WorkflowCompleted());
        } else if (failure != null) {
            journal.record(new WorkflowEvent.WorkflowFailed(failure));
        } else {
            throw new IllegalStateException(
                    "workflow " + header.id() + " has nothing to do and has not ended");
        }
    }
}
