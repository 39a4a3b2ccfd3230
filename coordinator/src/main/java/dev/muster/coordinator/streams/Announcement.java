package dev.muster.coordinator.streams;

import dev.muster.common.TaskId;
import dev.muster.coordinator.core.WorkflowEvent;
import dev.muster.coordinator.core.WorkflowEvent.TaskEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What subscribers are told of an event: the published vocabulary of the `events` topic.
/// @param task whose event it is; null for the workflow's own
record Announcement(String type, @Nullable TaskId task, EventData data) {
    static final String REJECTED = "dev.muster.workflow.rejected";
    static final String COMMAND_REFUSED = "dev.muster.command.refused";

    private static final String WORKFLOW = "dev.muster.workflow.";
    private static final String TASK = "dev.muster.task.";

    /// Whether it is the last that a workflow says, unless it is retried or rolled back later.
    static boolean isEnd(String type) {
        return switch (type) {
            case WORKFLOW + "completed", WORKFLOW + "failed", WORKFLOW + "cancelled",
                    WORKFLOW + "rolled_back",
                    WORKFLOW + "rollback_failed", REJECTED ->
                true;
            default -> false;
        };
    }

    /// @throws IllegalArgumentException if the event is one of those that are never announced
    static Announcement of(WorkflowEvent event, Origin origin) {
        return switch (event) {
            case WorkflowEvent.WorkflowSubmitted e ->
                workflow("submitted", EventData.of("name", origin.name())
                        .and("version", origin.version()).and("tasks", e.tasks()).and("tags", origin.tags()));
            case WorkflowEvent.WorkflowStarted e -> workflow("started", EventData.of("name", origin.name())
                    .and("version", origin.version()).and("tasks", e.tasks()).and("tags", origin.tags())
                    .and("deadline", e.deadline()));
            case WorkflowEvent.WorkflowPaused e -> workflow("paused", EventData.none());
            case WorkflowEvent.WorkflowResumed e -> workflow("resumed", EventData.none());
            case WorkflowEvent.WorkflowStopping e -> workflow("stopping",
                    EventData.of("ending", e.ending().name().toLowerCase(Locale.ROOT)).and(e.failure()));
            case WorkflowEvent.UnwindingStarted e -> workflow("rolling_back", EventData.none());
            case WorkflowEvent.WorkflowRetried e ->
                workflow("retried", EventData.of("deadline", e.deadline()));
            case WorkflowEvent.RollbackRetried e -> workflow("rollback_retried", EventData.none());
            case WorkflowEvent.WorkflowCompleted e -> workflow("completed", EventData.none());
            case WorkflowEvent.WorkflowFailed e -> workflow("failed", EventData.none().and(e.failure()));
            case WorkflowEvent.WorkflowCancelled e -> workflow("cancelled", EventData.none());
            case WorkflowEvent.WorkflowRolledBack e -> workflow("rolled_back", EventData.none());
            case WorkflowEvent.WorkflowRollbackFailed e ->
                workflow("rollback_failed", EventData.of("notUndone", e.notUndone()));
            case WorkflowEvent.ContinuationNeeded e -> throw notAnnounced(e);
            case TaskEvent e -> ofTask(e);
        };
    }

    private static Announcement ofTask(TaskEvent event) {
        return switch (event) {
            case WorkflowEvent.TaskSkipped e -> task("skipped", e, EventData.none());
            case WorkflowEvent.TaskExpanded e ->
                task("expanded", e, EventData.of("children", e.items().size()));
            case WorkflowEvent.TaskStarted e -> task("started", e, EventData.of("attempt", e.attempt())
                    .and("worker", e.worker().value()).and("deadline", e.deadline()));
            case WorkflowEvent.TaskProgressed e -> task("progress", e, EventData.of("attempt", e.attempt())
                    .and("percent", e.percent()).and("message", e.message()));
            case WorkflowEvent.TaskCompleted e -> task("completed", e, EventData.of("attempt", e.attempt()));
            case WorkflowEvent.GroupCompleted e -> task("completed", e, EventData.none());
            case WorkflowEvent.TaskAttemptFailed e -> task("retrying", e,
                    EventData.of("attempt", e.attempt()).and("retryAt", e.retryAt()).and(e.failure()));
            case WorkflowEvent.TaskFailed e -> task("failed", e,
                    EventData.of("attempt", e.attempt()).and("allowed", e.allowed()).and(e.failure()));
            case WorkflowEvent.TaskCancelRequested e ->
                task("cancel_requested", e, EventData.of("attempt", e.attempt()));
            case WorkflowEvent.TaskCancelled e -> task("cancelled", e, EventData.of("attempt", e.attempt()));
            case WorkflowEvent.TaskRevived e -> task("revived", e, EventData.none());
            case WorkflowEvent.LateSuccessRecorded e ->
                task("late_success", e, EventData.of("attempt", e.attempt()));
            case WorkflowEvent.TaskCompensated e ->
                task("compensated", e, EventData.of("attempt", e.attempt()).and("undone", e.undone()));
            case WorkflowEvent.CompensationAttemptFailed e -> task("compensation_retrying", e,
                    EventData.of("attempt", e.attempt()).and("retryAt", e.retryAt()).and(e.failure()));
            case WorkflowEvent.CompensationFailed e -> task("compensation_failed", e,
                    EventData.of("attempt", e.attempt()).and(e.failure()));
            case WorkflowEvent.CompensationRevived e -> task("compensation_revived", e, EventData.none());
            case WorkflowEvent.DependencySettled e -> throw notAnnounced(e);
            case WorkflowEvent.TaskQueued e -> throw notAnnounced(e);
            case WorkflowEvent.TaskDispatched e -> throw notAnnounced(e);
            case WorkflowEvent.TaskGranted e -> throw notAnnounced(e);
            case WorkflowEvent.PermitReturned e -> throw notAnnounced(e);
            case WorkflowEvent.ChildPassedOver e -> throw notAnnounced(e);
            case WorkflowEvent.DependentUnwound e -> throw notAnnounced(e);
            case WorkflowEvent.TaskRewound e -> throw notAnnounced(e);
            case WorkflowEvent.TaskUnwound e -> throw notAnnounced(e);
        };
    }

    private static Announcement workflow(String type, EventData data) {
        return new Announcement(WORKFLOW + type, null, data);
    }

    private static Announcement task(String type, TaskEvent event, EventData data) {
        return new Announcement(TASK + type, event.task(),
                EventData.of("task", event.task().value()).andAll(data));
    }

    private static IllegalArgumentException notAnnounced(WorkflowEvent event) {
        return new IllegalArgumentException(event.getClass().getSimpleName() + " is not announced");
    }
}
