package dev.muster.coordinator.core;

import dev.muster.coordinator.core.Attempt.Stage;
import dev.muster.coordinator.core.Decision.Reason;
import dev.muster.coordinator.core.Decision.Refused;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Acts on timers that are due. Each method returns the refusal, or null.
final class Timers {
    private final Step step;
    private final Journal journal;

    Timers(Step step) {
        this.step = step;
        this.journal = step.journal();
    }

    @Nullable
    Refused fire(Timer timer) {
        return switch (timer.kind()) {
            case BACKOFF -> retry(row(timer), timer);
            case ATTEMPT_TIMEOUT -> timeOutAttempt(row(timer), timer);
            case BUDGET -> endBudget(row(timer), timer);
            case WORKFLOW_TIMEOUT -> timeOutWorkflow(timer);
            case CONTINUE -> {
                step.proceed();
                yield null;
            }
        };
    }

    static Failure budgetExceeded() {
        return new Failure(Failure.BUDGET_EXCEEDED,
                "the task did not complete in the time given for all its attempts");
    }

    private @Nullable Refused retry(TaskRow row, Timer timer) {
        var attempt = row.attempt();
        if (attempt.number() != timer.attempt() || attempt.stage() != Stage.BACKING_OFF || !isDue(attempt)) {
            return stale(timer);
        }
        var phase = row.phase();
        journal.record(new WorkflowEvent.TaskQueued(row.id(), phase));
        step.proceed();
        return null;
    }

    private @Nullable Refused timeOutAttempt(TaskRow row, Timer timer) {
        var attempt = row.attempt();
        if (attempt.number() != timer.attempt() || attempt.stage() != Stage.RUNNING || !isDue(attempt)) {
            return stale(timer);
        }
        var failure = new Failure(Failure.TIMEOUT, "the attempt was not reported in the time it was given");
        return step.reports().fail(row, failure, true, true);
    }

    private boolean isDue(Attempt attempt) {
        return attempt.due() != null && !attempt.due().isAfter(journal.now());
    }

    /// A task that waits in the queue is found out when its turn comes.
    private @Nullable Refused endBudget(TaskRow row, Timer timer) {
        var budget = journal.plan().task(row.id()).attempts().budget();
        var startedAt = row.span().startedAt();
        var isSpent = budget != null && startedAt != null && !startedAt.plus(budget).isAfter(journal.now());
        var isWaiting = row.attempt().stage() == Stage.QUEUED || row.attempt().stage() == Stage.IDLE;
        if (!isSpent || isWaiting || row.state() == TaskState.COMPENSATING || row.attempt().cancelled()) {
            return stale(timer);
        }
        step.stopping().fail(row.id(), budgetExceeded(), row.attempt().isInFlight());
        step.proceed();
        return null;
    }

    private @Nullable Refused timeOutWorkflow(Timer timer) {
        var header = journal.header();
        var deadline = header.span().deadline();
        var isDue = deadline != null && !deadline.isAfter(journal.now());
        if (!isDue || header.state() != WorkflowState.RUNNING || header.outcome().ending() != null) {
            return stale(timer);
        }
        step.stopping().timeOut();
        step.proceed();
        return null;
    }

    private TaskRow row(Timer timer) {
        return journal.task(Objects.requireNonNull(timer.task(), "the timer is a task's"));
    }

    private static Refused stale(Timer timer) {
        return new Refused(Reason.STALE, "timer " + timer.kind() + " is no longer wanted");
    }
}
