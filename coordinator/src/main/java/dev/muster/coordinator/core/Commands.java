package dev.muster.coordinator.core;

import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.Decision.Reason;
import dev.muster.coordinator.core.Decision.Refused;
import dev.muster.coordinator.core.Header.Ending;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Carries out users' commands, but for retry, which is [Revival]'s. Each method returns the refusal, or null.
final class Commands {
    private final Step step;
    private final Journal journal;

    Commands(Step step) {
        this.step = step;
        this.journal = step.journal();
    }

    @Nullable
    Refused start(WorkflowId id, Input.Start start) {
        if (journal.isAdmissionGated()) {
            var tasks = journal.plan().definition().tasks();
            journal.record(new WorkflowEvent.WorkflowSubmitted(id, start.input(), tasks.size()));
            return null;
        }
        return begin(id, start.input());
    }

    @Nullable
    Refused admit() {
        var header = journal.header();
        return header.span().startedAt() == null && journal.isForward()
                ? begin(header.id(), journal.rows().input())
                : new Refused(Reason.STALE, "workflow " + header.id() + " does not wait to be admitted");
    }

    private @Nullable Refused begin(WorkflowId id, Json input) {
        var tasks = journal.plan().definition().tasks();
        var submitted = journal.rows().header();
        journal.record(new WorkflowEvent.WorkflowStarted(id, input, tasks.size(), deadline(journal)));
        if (submitted != null && submitted.state() == WorkflowState.PAUSED) {
            journal.record(new WorkflowEvent.WorkflowPaused());
        }
        for (var task : tasks.values()) {
            if (task.flow().dependsOn().isEmpty() && journal.isForward()) {
                step.readiness().consider(task.id());
            }
        }
        step.proceed();
        return null;
    }

    @Nullable
    Refused cancel(boolean rollback) {
        if (!journal.isForward()) {
            return notAllowed("cancel");
        }
        step.stopping().stop(rollback ? Ending.ROLLBACK : Ending.CANCEL, null);
        step.proceed();
        return null;
    }

    @Nullable
    Refused pause() {
        var state = journal.header().state();
        if (!journal.isForward() || (state != WorkflowState.RUNNING && state != WorkflowState.PENDING)) {
            return notAllowed("pause");
        }
        journal.record(new WorkflowEvent.WorkflowPaused());
        return null;
    }

    @Nullable
    Refused resume() {
        if (journal.header().state() != WorkflowState.PAUSED) {
            return notAllowed("resume");
        }
        journal.record(new WorkflowEvent.WorkflowResumed());
        var deadline = journal.header().span().deadline();
        if (deadline != null && !deadline.isAfter(journal.now())) {
            step.stopping().timeOut();
        } else {
            step.stopping().stopIfDue();
        }
        step.proceed();
        return null;
    }

    @Nullable
    Refused rollback() {
        var mayRollBack = switch (journal.header().state()) {
            case PENDING, RUNNING, PAUSED -> journal.isForward();
            case COMPLETED, FAILED, CANCELLED -> true;
            case ROLLING_BACK, ROLLED_BACK, ROLLBACK_FAILED -> false;
        };
        if (!mayRollBack) {
            return notAllowed("rollback");
        }
        step.stopping().stop(Ending.ROLLBACK, null);
        step.proceed();
        return null;
    }

    private Refused notAllowed(String command) {
        return notAllowed(journal.header(), command);
    }

    static Refused notAllowed(Header header, String command) {
        var state = header.outcome().ending() != null && !header.state().isEnded()
                ? header.state() + " and stopping"
                : header.state().toString();
        return new Refused(Reason.NOT_ALLOWED,
                command + " is not allowed: workflow " + header.id() + " is " + state);
    }

    /// When a workflow that starts or is retried now must have ended.
    static @Nullable Instant deadline(Journal journal) {
        var timeout = journal.plan().definition().policy().timeout();
        return timeout == null ? null : journal.now().plus(timeout);
    }
}
