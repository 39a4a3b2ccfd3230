package dev.muster.coordinator.core;

import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.common.definition.Expressions.Items;
import dev.muster.coordinator.core.Header.Ending;
import dev.muster.coordinator.core.Header.Outcome;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Turns events into state; the only code that writes [Rows]. Decides nothing: the same events give the same rows.
///
/// What happens to a workflow as a whole is here, what happens to its tasks in [TaskLedger].
public final class Ledger {
    private final Rows rows;
    private final TaskLedger tasks;

    public Ledger(Plan plan, Rows rows) {
        this.rows = rows;
        this.tasks = new TaskLedger(plan, rows);
    }

    /// @param at when it happened
    public void apply(WorkflowEvent event, Instant at) {
        switch (event) {
            case WorkflowEvent.WorkflowSubmitted submitted -> submit(submitted, at);
            case WorkflowEvent.WorkflowStarted started -> start(started, at);
            case WorkflowEvent.WorkflowPaused() -> put(header().with(WorkflowState.PAUSED));
            case WorkflowEvent.WorkflowResumed() -> put(header().with(
                    header().span().startedAt() == null ? WorkflowState.PENDING : WorkflowState.RUNNING));
            case WorkflowEvent.WorkflowStopping stopping -> stop(stopping);
            case WorkflowEvent.UnwindingStarted() -> put(header().with(unwinding(header().outcome())));
            case WorkflowEvent.WorkflowRetried retried ->
                put(reopened(WorkflowState.RUNNING, retried.deadline())
                        .with(Outcome.OPEN));
            case WorkflowEvent.RollbackRetried() -> put(reopened(WorkflowState.ROLLING_BACK, null));
            case WorkflowEvent.WorkflowCompleted() -> end(WorkflowState.COMPLETED, at);
            case WorkflowEvent.WorkflowFailed failed -> end(WorkflowState.FAILED, at);
            case WorkflowEvent.WorkflowCancelled() -> end(WorkflowState.CANCELLED, at);
            case WorkflowEvent.WorkflowRolledBack() -> end(WorkflowState.ROLLED_BACK, at);
            case WorkflowEvent.WorkflowRollbackFailed failed -> end(WorkflowState.ROLLBACK_FAILED, at);
            case WorkflowEvent.ContinuationNeeded() -> {
                // Only a timer follows from it.
            }
            case WorkflowEvent.TaskEvent task -> tasks.apply(task, at);
        }
    }

    private void submit(WorkflowEvent.WorkflowSubmitted submitted, Instant at) {
        rows.put(fresh(submitted.id(), submitted.tasks(), new Header.Span(at, null, null, null)));
        rows.putInput(submitted.input());
    }

    private void start(WorkflowEvent.WorkflowStarted started, Instant at) {
        var submitted = rows.header();
        var createdAt = submitted == null ? at : submitted.span().createdAt();
        rows.put(fresh(started.id(), started.tasks(),
                new Header.Span(createdAt, at, null, started.deadline())).with(WorkflowState.RUNNING));
        rows.putInput(started.input());
    }

    private static Header fresh(WorkflowId id, int tasks, Header.Span span) {
        return new Header(id, WorkflowState.PENDING, new Header.Progress(tasks, 0, 0, 0), Header.Load.NONE,
                Header.Queue.EMPTY, span, Outcome.OPEN);
    }

    private void stop(WorkflowEvent.WorkflowStopping stopping) {
        var state = stopping.ending() == Ending.ROLLBACK ? WorkflowState.ROLLING_BACK : WorkflowState.RUNNING;
        var failure = stopping.failure() == null ? header().outcome().failure() : stopping.failure();
        put(reopened(state, null).with(new Outcome(stopping.ending(), false, failure)));
    }

    private static Outcome unwinding(Outcome outcome) {
        return new Outcome(outcome.ending(), true, outcome.failure());
    }

    private Header reopened(WorkflowState state, @Nullable Instant deadline) {
        var span = header().span();
        return header().with(state).with(new Header.Span(span.createdAt(), span.startedAt(), null, deadline));
    }

    private void end(WorkflowState state, Instant at) {
        var span = header().span();
        put(header().with(state).with(new Header.Span(span.createdAt(), span.startedAt(), at, null)));
    }

    private Header header() {
        return Objects.requireNonNull(rows.header(), "the workflow has started");
    }

    private void put(Header header) {
        rows.put(header);
    }

    /// Writes the items of a `forEach` task in segments, so that a child's item costs the same however many there are.
    static void putItems(Rows rows, TaskId task, Items items) {
        switch (items) {
            case Items.Range range -> {
                // The index is the item.
            }
            case Items.Listed listed -> {
                var values = listed.values();
                for (int from = 0; from < values.size(); from += Plan.SEGMENT) {
                    var to = Math.min(values.size(), from + Plan.SEGMENT);
                    rows.putItems(task, from / Plan.SEGMENT, values.subList(from, to));
                }
            }
        }
    }
}
