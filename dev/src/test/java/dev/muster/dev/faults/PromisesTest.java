package dev.muster.dev.faults;

import dev.muster.common.wire.WireFormat;
import dev.muster.dev.faults.Chronicle.Dispatch;
import dev.muster.dev.faults.Chronicle.Event;
import dev.muster.dev.faults.Executions.Attempt;
import dev.muster.dev.faults.Executions.Execution;
import dev.muster.dev.faults.Promises.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Whether the checker sees what it is there for, and no more. A worker is frozen over the only task of a workflow, another does
/// it too, and the workflow is rolled back before the first wakes.
class PromisesTest {
    private static final String ID = "w-1";
    private static final String TASK = "one";
    private static final String AGENT = "free";
    private static final Shape SHAPE = new Shape("doomed",
            Map.of(TASK, new Shape.Step(AGENT, List.of(), 10, 0)), "ROLLED_BACK");

    private final List<Event> events = new ArrayList<>();
    private final List<Dispatch> dispatches = new ArrayList<>();
    private final List<Execution> executions = new ArrayList<>();

    @Test
    void whatWasGivenUpAndDoneAllTheSameMayBeUndoneAfterTheEnd() {
        rolledBack();
        happens("task.late_success", TASK, 1);
        undone(4);

        assertThat(broken()).isEmpty();
    }

    @Test
    void nothingElseMayBe() {
        rolledBack();
        undone(4);

        assertThat(broken()).anyMatch(line -> line.startsWith("P2: w-1 went on after its end"))
                .contains("P4: w-1/one was undone more often than it was done");
    }

    @Test
    void norMoreThanOnce() {
        rolledBack();
        happens("task.late_success", TASK, 1);
        undone(4);
        undone(5);

        assertThat(broken()).containsExactly("P4: w-1/one was undone more often than it was done");
    }

    private void rolledBack() {
        executed(1, Executions.RUN, 1_000, 20_000);
        executed(2, Executions.RUN, 5_000, 6_000);
        happens("task.completed", TASK, 2);
        undone(3);
        happens("workflow.rolled_back", null, 0);
    }

    private void undone(int attempt) {
        var from = 10_000L * attempt;
        executed(attempt, Executions.UNDO, from, from + 1_000);
        happens("task.compensated", TASK, attempt);
    }

    private void executed(int number, String kind, long from, long until) {
        var attempt = new Attempt(ID, TASK, number);
        dispatches.add(new Dispatch(attempt, kind));
        executions.add(new Execution(attempt, AGENT, kind, 7, from, until, Executions.DONE));
    }

    private void happens(String type, @Nullable String task, int attempt) {
        events.add(new Event("event-" + events.size(), type, task, attempt, Instant.EPOCH,
                WireFormat.MAPPER.createObjectNode()));
    }

    private List<String> broken() {
        var view = WireFormat.MAPPER.readTree("""
                {"status": "ROLLED_BACK", "tasks": {"one": {"attempts": 5, "output": {"attempt": 2}}}}""");
        return Promises.broken(new History(Map.of(ID, SHAPE), Map.of(ID, events), dispatches, executions,
                Map.of(ID, view), Map.of(), true));
    }
}
