package dev.muster.coordinator.core;

import dev.muster.common.WorkerId;
import dev.muster.coordinator.core.Attempt.Stage;
import dev.muster.coordinator.core.Decision.Reason;
import dev.muster.coordinator.core.Decision.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Takes in what workers report. A report counts for the attempt it names and no other; each method returns the
/// refusal, or null.
final class Reports {
    /// The worker itself ends an attempt at its timeout; the coordinator steps in when even that has not come.
    static final Duration GRACE = Duration.ofSeconds(10);

    private final Step step;
    private final Journal journal;

    Reports(Step step) {
        this.step = step;
        this.journal = step.journal();
    }

    @Nullable
    Refused take(Input.Report report) {
        if (!journal.plan().knows(report.task())) {
            return new Refused(Reason.UNKNOWN,
                    "workflow " + journal.header().id() + " has no task " + report.task());
        }
        var row = journal.task(report.task());
        var isCurrent = row.attempt().number() == report.attempt() && row.attempt().isInFlight();
        var isPermitFree = isLastWord(report, row, isCurrent)
                && journal.isGated(row.id(), phaseOf(row, report.attempt()));
        if (isPermitFree) {
            journal.record(new WorkflowEvent.PermitReturned(row.id(), report.attempt(),
                    phaseOf(row, report.attempt())));
        }
        var refused = isCurrent
                ? takeCurrent(row, report)
                : report instanceof Input.Succeeded late ? takeLate(row, late) : stale(report);
        return isPermitFree ? null : refused;
    }

    /// Whether nobody has the attempt any more. What a worker says of its own attempt ends it, however late; that a
    /// worker was lost counts for what it held. What is said by one that was given the attempt beside its holder does not:
    /// the holder runs on, and speaks for itself.
    private boolean isLastWord(Input.Report report, TaskRow row, boolean isCurrent) {
        return switch (report) {
            case Input.Succeeded succeeded -> isHolders(row, report, succeeded.worker());
            case Input.Failed failed -> isHolders(row, report, failed.worker());
            case Input.Lost lost -> isCurrent
                    ? lost.worker().equals(row.attempt().worker())
                    : lost.attempt() <= row.attempt().number();
            case Input.Vanished vanished -> isCurrent ? isAwaitingWorker(row) : isOver(row, vanished);
            case Input.Claimed claimed -> false;
            case Input.Progressed progressed -> false;
            case Input.Granted granted -> false;
        };
    }

    private static boolean isHolders(TaskRow row, Input.Report report, @Nullable WorkerId worker) {
        var attempt = row.attempt();
        var isAnothers = report.attempt() == attempt.number() && worker != null && attempt.worker() != null
                && !worker.equals(attempt.worker());
        return report.attempt() <= attempt.number() && !isAnothers;
    }

    private static boolean isAwaitingWorker(TaskRow row) {
        return row.attempt().stage() == Stage.DISPATCHED || row.attempt().stage() == Stage.REQUESTED;
    }

    /// Whether an attempt that was given up can't be running any more, even if its worker never heard of that.
    private boolean isOver(TaskRow row, Input.Vanished vanished) {
        var timeout = journal.plan().attempts(row.id(), phaseOf(row, vanished.attempt())).timeout();
        return vanished.attempt() <= row.attempt().number()
                && !vanished.takenBy().plus(timeout).plus(GRACE.multipliedBy(2)).isAfter(journal.now());
    }

    private static Phase phaseOf(TaskRow row, int attempt) {
        return attempt <= row.undo().runs() ? Phase.RUN : Phase.COMPENSATE;
    }

    private @Nullable Refused takeCurrent(TaskRow row, Input.Report report) {
        return switch (report) {
            case Input.Claimed claimed -> claim(row, claimed);
            case Input.Progressed progressed -> progress(progressed);
            case Input.Succeeded succeeded -> succeed(row, succeeded);
            case Input.Failed failed when isHeldByAnother(row, failed.worker()) -> stale(failed);
            case Input.Failed failed -> fail(row, failed.failure(), failed.retryable(), false);
            case Input.Lost lost when lost.worker().equals(row.attempt().worker()) -> crash(row);
            case Input.Lost lost -> stale(lost);
            case Input.Vanished vanished when isAwaitingWorker(row) -> crash(row);
            case Input.Vanished vanished -> stale(vanished);
            case Input.Granted granted when row.attempt().stage() == Stage.REQUESTED -> grant(granted);
            case Input.Granted granted -> stale(granted);
        };
    }

    /// The attempt failed, whoever found out.
    /// @param abandoned it may still be running
    @Nullable
    Refused fail(TaskRow row, Failure failure, boolean retryable, boolean abandoned) {
        var number = row.attempt().number();
        var phase = row.phase();
        var retryAt = retryable && !row.attempt().cancelled() ? retryAt(row, phase, failure) : null;
        if (phase == Phase.COMPENSATE && retryAt != null) {
            journal.record(new WorkflowEvent.CompensationAttemptFailed(row.id(), number, failure, retryAt,
                    abandoned));
        } else if (phase == Phase.COMPENSATE) {
            step.unwinding().giveUp(row.id(), failure);
        } else if (row.attempt().cancelled()) {
            journal.record(new WorkflowEvent.TaskCancelled(row.id(), number, abandoned));
        } else if (retryAt != null) {
            journal.record(
                    new WorkflowEvent.TaskAttemptFailed(row.id(), number, failure, retryAt, abandoned));
        } else {
            step.stopping().fail(row.id(), failure, abandoned);
        }
        step.proceed();
        return null;
    }

    private @Nullable Refused crash(TaskRow row) {
        return fail(row, new Failure(Failure.WORKER_CRASHED, "the worker stopped while it ran the task"),
                true, false);
    }

    /// The first claim counts until its lease ends. Whoever claims the attempt beside it was given it a second time, and
    /// its failure says nothing of the one that runs.
    private static boolean isHeldByAnother(TaskRow row, @Nullable WorkerId worker) {
        return row.attempt().stage() == Stage.RUNNING && worker != null
                && !worker.equals(row.attempt().worker());
    }

    private @Nullable Refused claim(TaskRow row, Input.Claimed claimed) {
        if (row.attempt().stage() == Stage.RUNNING) {
            return stale(claimed);
        }
        var phase = row.phase();
        var deadline = journal.now().plus(journal.plan().attempts(row.id(), phase).timeout()).plus(GRACE);
        journal.record(
                new WorkflowEvent.TaskStarted(row.id(), claimed.attempt(), claimed.worker(), deadline));
        return null;
    }

    private @Nullable Refused grant(Input.Granted granted) {
        journal.record(new WorkflowEvent.TaskGranted(granted.task(), granted.attempt()));
        return null;
    }

    private @Nullable Refused progress(Input.Progressed progressed) {
        journal.record(new WorkflowEvent.TaskProgressed(progressed.task(), progressed.attempt(),
                progressed.percent(),
                progressed.message()));
        return null;
    }

    private @Nullable Refused succeed(TaskRow row, Input.Succeeded succeeded) {
        if (row.state() == TaskState.COMPENSATING) {
            step.unwinding().compensated(row.id());
        } else {
            journal.record(
                    new WorkflowEvent.TaskCompleted(row.id(), succeeded.attempt(), succeeded.output()));
            if (!row.id().isChild()) {
                step.readiness().settle(row.id());
            } else if (journal.isForward()) {
                step.stopping().groupMoved(row.id().declared());
            }
        }
        step.proceed();
        return null;
    }

    /// The attempt had been given up, yet its effect is there: remembered, for a rollback has to undo it too.
    private @Nullable Refused takeLate(TaskRow row, Input.Succeeded late) {
        var wasRun = late.attempt() >= 1 && late.attempt() <= row.undo().runs();
        if (!wasRun || row.undo().knows(late.attempt()) || journal.plan().compensation(row.id()) == null) {
            return stale(late);
        }
        journal.record(new WorkflowEvent.LateSuccessRecorded(row.id(), late.attempt(), late.output()));
        if (journal.isUnwinding()) {
            step.unwinding().owesMore(row.id());
        }
        step.proceed();
        return null;
    }

    /// When the next try is to be made; null if there is none.
    private @Nullable Instant retryAt(TaskRow row, Phase phase, Failure failure) {
        var attempts = journal.plan().attempts(row.id(), phase);
        var retry = attempts.retry();
        var tries = row.attempt().tries();
        if (tries >= retry.attempts() || retry.notRetried().contains(failure.code())) {
            return null;
        }
        var isCrash = failure.code().equals(Failure.WORKER_CRASHED);
        var delay = isCrash ? Duration.ZERO : jittered(retry.delayAfter(tries), retry.jitter(), row);
        var at = journal.now().plus(delay);
        var startedAt = row.span().startedAt();
        var isOverBudget = phase == Phase.RUN && attempts.budget() != null && startedAt != null
                && !startedAt.plus(attempts.budget()).isAfter(at);
        return isOverBudget ? null : at;
    }

    /// Takes off a share of up to `jitter`. Drawn from the attempt's name, so that a replay draws the same.
    private Duration jittered(Duration delay, double jitter, TaskRow row) {
        var seed = journal.header().id().value().hashCode() * 31L + row.id().value().hashCode() * 17L
                + row.attempt().number();
        var share = new SplittableRandom(seed).nextDouble() * jitter;
        return delay.minus(Duration.ofMillis((long) (delay.toMillis() * share)));
    }

    private static Refused stale(Input.Report report) {
        return new Refused(Reason.STALE, "attempt " + report.attempt() + " of task " + report.task()
                + " is not under way");
    }
}
