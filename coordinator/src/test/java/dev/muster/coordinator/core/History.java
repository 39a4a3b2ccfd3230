package dev.muster.coordinator.core;

import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;

import static org.assertj.core.api.Assertions.assertThat;

/// What was put in and what came out, and the promises that it has to keep. Judges by the history, not by the rows,
/// wherever the history says enough.
final class History {
    private record Entry(Input input, Moment moment, Decision decision) {
        Instant at() {
            return moment.at();
        }
    }

    private final Plan plan;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> attempts = new HashSet<>();
    private final Set<TaskId> settled = new HashSet<>();
    private final Map<TaskId, Set<Integer>> successes = new HashMap<>();
    private final Map<TaskId, List<Integer>> undone = new HashMap<>();
    private final Set<TaskId> undoFailed = new HashSet<>();
    private final Set<TaskId> turnOver = new HashSet<>();
    private final Set<TaskId> late = new HashSet<>();
    private final Set<Class<?>> eventTypes = new HashSet<>();
    private boolean isEnded;

    History(Plan plan) {
        this.plan = plan;
    }

    void add(Input input, Moment moment, Decision decision) {
        entries.add(new Entry(input, moment, decision));
        if (decision instanceof Decision.Accepted accepted) {
            accepted.events().forEach(event -> take(event, input));
        }
    }

    private void take(WorkflowEvent event, Input cause) {
        eventTypes.add(event.getClass());
        switch (event) {
            case WorkflowEvent.TaskDispatched dispatched -> dispatch(dispatched);
            case WorkflowEvent.TaskCompleted completed -> {
                settled.add(completed.task());
                success(completed.task(), completed.attempt());
            }
            case WorkflowEvent.GroupCompleted completed -> settled.add(completed.task());
            case WorkflowEvent.TaskSkipped skipped -> settled.add(skipped.task());
            case WorkflowEvent.TaskFailed failed when failed.allowed() -> settled.add(failed.task());
            case WorkflowEvent.LateSuccessRecorded success -> recordLate(success);
            case WorkflowEvent.ChildPassedOver passed when passed.phase() == Phase.COMPENSATE -> turnOver
                    .add(passed.task());
            case WorkflowEvent.TaskUnwound unwound -> turnOver.add(unwound.task());
            case WorkflowEvent.TaskCompensated compensated -> undo(compensated);
            case WorkflowEvent.CompensationFailed failed -> {
                undoFailed.add(failed.task());
                turnOver.add(failed.task());
            }
            case WorkflowEvent.CompensationRevived revived -> undoFailed.remove(revived.task());
            case WorkflowEvent.WorkflowCompleted ended -> end();
            case WorkflowEvent.WorkflowFailed ended -> end();
            case WorkflowEvent.WorkflowCancelled ended -> end();
            case WorkflowEvent.WorkflowRolledBack ended -> end();
            case WorkflowEvent.WorkflowRollbackFailed ended -> end();
            case WorkflowEvent.WorkflowStopping stopping ->
                isEnded = isEnded && !(cause instanceof Input.Rollback);
            case WorkflowEvent.WorkflowRetried retried -> isEnded = false;
            case WorkflowEvent.RollbackRetried retried -> isEnded = false;
            default -> {
                // Promises are not about it.
            }
        }
    }

    private void dispatch(WorkflowEvent.TaskDispatched dispatched) {
        assertThat(attempts.add(dispatched.task() + "/" + dispatched.attempt()))
                .as("P5: attempt %s of %s is made once", dispatched.attempt(), dispatched.task()).isTrue();
        if (dispatched.phase() == Phase.RUN) {
            assertThat(isEnded).as("P2: nothing runs after the end").isFalse();
            for (var dependency : plan.dependencies(dispatched.task())) {
                assertThat(settled).as("P3: %s waits for %s", dispatched.task(), dependency)
                        .contains(dependency);
            }
        } else {
            assertThat(plan.compensation(dispatched.task())).as("P7: only what is declared").isNotNull();
            assertThat(successes.getOrDefault(dispatched.task(), Set.of()))
                    .as("P7: only what succeeded is undone").contains(dispatched.undoes());
            checkOrder(dispatched);
        }
    }

    /// A success that came late, after its task's turn, is undone when it comes; all else in reverse order.
    private void checkOrder(WorkflowEvent.TaskDispatched dispatched) {
        for (var dependent : plan.dependents(dispatched.task().declared())) {
            successes.forEach((task, made) -> {
                var isOpen = task.declared().equals(dependent) && plan.compensation(task) != null
                        && !undoFailed.contains(task) && !late.contains(task)
                        && !undone.getOrDefault(task, List.of()).containsAll(made);
                assertThat(isOpen).as("P7: %s is undone before %s", task, dispatched.task()).isFalse();
            });
        }
    }

    private void recordLate(WorkflowEvent.LateSuccessRecorded success) {
        if (turnOver.contains(success.task()) || turnOver.contains(success.task().declared())) {
            late.add(success.task());
        }
        success(success.task(), success.attempt());
    }

    private void success(TaskId task, int attempt) {
        assertThat(successes.computeIfAbsent(task, id -> new HashSet<>()).add(attempt))
                .as("P4: success %s of %s counts once", attempt, task).isTrue();
    }

    private void undo(WorkflowEvent.TaskCompensated compensated) {
        var attempts = undone.computeIfAbsent(compensated.task(), id -> new ArrayList<>());
        assertThat(attempts).as("P7: %s is undone once", compensated.task())
                .doesNotContain(compensated.undone());
        attempts.add(compensated.undone());
        turnOver.add(compensated.task());
    }

    private void end() {
        assertThat(isEnded).as("P2: one end").isFalse();
        isEnded = true;
    }

    void checkEnd(InMemoryRows rows) {
        var header = Objects.requireNonNull(rows.header());
        assertThat(isEnded).as("P1: the workflow has ended").isTrue();
        if (header.state() == WorkflowState.ROLLED_BACK || header.state() == WorkflowState.ROLLBACK_FAILED) {
            successes.forEach((task, made) -> {
                if (plan.compensation(task) != null && !undoFailed.contains(task)) {
                    assertThat(undone.getOrDefault(task, List.of()))
                            .as("P7: every success of %s is undone", task)
                            .containsExactlyInAnyOrderElementsOf(made);
                }
            });
        }
    }

    Set<Class<?>> eventTypes() {
        return eventTypes;
    }

    /// The definition, each input and what came of it.
    String trace() {
        var lines = new StringJoiner("\n");
        plan.definition().tasks().values().forEach(task -> lines.add(task.toString()));
        lines.add(plan.definition().policy().toString());
        entries.forEach(entry -> lines.add(entry.at() + " " + entry.input() + "\n    " + entry.decision()));
        return lines.toString();
    }

    /// P10: the same inputs give the same rows, and so do the events alone.
    void checkReplay(WorkflowId id, WorkflowMachine machine, InMemoryRows expected) {
        var replayed = new InMemoryRows();
        var applied = new InMemoryRows();
        var ledger = new Ledger(plan, applied);
        for (var entry : entries) {
            if (!machine.decide(id, plan, replayed, entry.input(), entry.moment()).equals(entry.decision())) {
                throw new AssertionError("P10: a replay decides otherwise on " + entry.input());
            }
            if (entry.decision() instanceof Decision.Accepted accepted) {
                accepted.events().forEach(event -> ledger.apply(event, entry.at()));
            }
        }
        assertThat(replayed.all()).as("P10: rows from inputs").isEqualTo(expected.all());
        assertThat(applied.all()).as("P10: rows from events").isEqualTo(expected.all());
    }
}
