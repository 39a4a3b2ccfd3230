package dev.muster.coordinator.core;

import dev.muster.common.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// One decision while it is being made: each event is applied as soon as it is recorded, so that what follows is
/// decided on the state after it.
final class Journal {
    private final Plan plan;
    private final Rows rows;
    private final Moment now;
    private final Ledger ledger;
    private final List<WorkflowEvent> events = new ArrayList<>();

    Journal(Plan plan, Rows rows, Moment now) {
        this.plan = plan;
        this.rows = rows;
        this.now = now;
        this.ledger = new Ledger(plan, rows);
    }

    void record(WorkflowEvent event) {
        ledger.apply(event, now.at());
        events.add(event);
    }

    List<WorkflowEvent> events() {
        return events;
    }

    Plan plan() {
        return plan;
    }

    Rows rows() {
        return rows;
    }

    Instant now() {
        return now.at();
    }

    /// Whether workflows wait to be admitted.
    boolean isAdmissionGated() {
        return now.gating().workflows();
    }

    /// Whether the task's attempts at the phase need permits.
    boolean isGated(TaskId task, Phase phase) {
        return now.gating().agents().contains(plan.agent(task, phase));
    }

    Header header() {
        return Objects.requireNonNull(rows.header(), "the workflow has started");
    }

    TaskRow task(TaskId id) {
        var row = rows.task(id);
        return row == null ? TaskRow.absent(id) : row;
    }

    GroupRow group(TaskId id) {
        return Objects.requireNonNull(rows.group(id), "the group is expanded");
    }

    /// The task or group that is the next to be served.
    TaskId atHead() {
        return Objects.requireNonNull(rows.queued(header().queue().head()), "the queue has no gaps");
    }

    /// Whether a retry has to run the task again.
    boolean isToRunAgain(TaskId id) {
        return switch (task(id).state()) {
            case CANCELLED -> true;
            case FAILED -> !plan.task(id).allowFailure();
            case PENDING, QUEUED, DISPATCHED, RUNNING, BACKING_OFF, COMPLETED, SKIPPED, COMPENSATING,
                    ROLLED_BACK,
                    COMPENSATION_FAILED ->
                false;
        };
    }

    /// Whether tasks go forward: the workflow is neither ended nor being stopped. It may be paused.
    boolean isForward() {
        var header = header();
        return !header.state().isEnded() && header.outcome().ending() == null;
    }

    boolean isUnwinding() {
        return header().outcome().unwinding();
    }
}
