package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.TaskId;
import dev.muster.coordinator.core.Attempt.Stage;
import dev.muster.coordinator.core.Input;
import dev.muster.coordinator.core.Plan;
import dev.muster.coordinator.core.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Finds attempts that were published, taken by somebody and never heard of again. A worker acknowledges a task only after
/// its claim or report is durable; so when an agent type's topic was empty at some moment well after the attempt was
/// published, and what was said until then has been read, the attempt is nowhere. Owned by the stream thread.
final class VanishedAttempts {
    /// After the last dispatch of a workflow.
    static final Duration PATIENCE = Duration.ofMinutes(1);
    /// For the transaction that published the attempt: it is committed or aborted by then.
    static final Duration COMMITTED_WITHIN = Duration.ofSeconds(30);
    /// For claims and reports to come through, where coordinators keep up; [Intake] sees to it where they don't.
    static final Duration PROCESSED_WITHIN = Duration.ofSeconds(15);

    private final Intake intake;

    VanishedAttempts(Intake intake) {
        this.intake = intake;
    }

    List<Input.Vanished> of(RowReader reader, Plan plan, Watchlist.Watched watched, long nowMillis) {
        var from = watched.dispatchedMillis() + COMMITTED_WITHIN.toMillis();
        var to = nowMillis - PROCESSED_WITHIN.toMillis();
        var found = new ArrayList<Input.Vanished>();
        for (var task : plan.definition().tasks().keySet()) {
            if (intake.emptyBetween(plan.task(task).work().agent(), from, to).isEmpty()
                    && intake.emptyBetween(undoneBy(plan, task), from, to).isEmpty()) {
                continue;
            }
            consider(reader, plan, task, from, to, found);
            var group = reader.group(task);
            for (int index = 0; group != null && index < group.cursor().started(); index++) {
                consider(reader, plan, task.child(index), from, to, found);
            }
        }
        return found;
    }

    private void consider(RowReader reader, Plan plan, TaskId task, long from, long to,
            List<Input.Vanished> found) {
        var row = reader.task(task);
        if (row == null || row.attempt().stage() != Stage.DISPATCHED) {
            return;
        }
        var agent = row.state() == TaskState.COMPENSATING
                ? undoneBy(plan, task)
                : plan.task(task).work().agent();
        intake.emptyBetween(agent, from, to).ifPresent(takenBy -> found.add(
                new Input.Vanished(task, row.attempt().number(), Instant.ofEpochMilli(takenBy))));
    }

    private static AgentType undoneBy(Plan plan, TaskId task) {
        var compensation = plan.task(task).compensation();
        return compensation == null ? plan.task(task).work().agent() : compensation.work().agent();
    }
}
