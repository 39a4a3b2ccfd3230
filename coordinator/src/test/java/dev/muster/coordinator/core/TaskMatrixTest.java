package dev.muster.coordinator.core;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.WorkerId;
import dev.muster.common.definition.OnFailure;
import dev.muster.common.definition.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.muster.coordinator.core.TaskSketch.task;
import static org.assertj.core.api.Assertions.assertThat;

/// Every report and every timer of a task, in every state that it can be in: for its latest attempt, and for one that
/// was never made.
class TaskMatrixTest {
    private static final TaskId TASK = new TaskId("t");

    /// The task `t` in each of its states.
    private static Scenario in(TaskState state) {
        return switch (state) {
            case PENDING -> flow(task("a"), task("t").after("a").undoable()).started();
            case QUEUED -> Scenario.of(new Policy(1, null, OnFailure.ROLLBACK, 0, null), task("a"),
                    task("t").undoable()).started();
            case DISPATCHED -> flow(task("t").tries(2).undoable()).started();
            case RUNNING -> flow(task("t").tries(2).undoable()).started().claim("t");
            case BACKING_OFF -> flow(task("t").tries(2).undoable()).started().fail("t");
            case COMPLETED -> flow(task("t").undoable(), task("z")).started().succeed("t");
            case FAILED -> flow(task("t").mayFail(), task("z")).started().fail("t");
            case SKIPPED -> flow(task("t").when("false"), task("z")).started();
            case CANCELLED -> flow(task("t"), task("z")).started().give(new Input.Cancel(false));
            case COMPENSATING -> flow(task("t").undoable(2), task("z")).started().succeed("t").fail("z");
            case ROLLED_BACK ->
                flow(task("t").undoable(), task("z")).started().succeed("t").fail("z").succeed("t");
            case COMPENSATION_FAILED -> flow(task("t").undoable(), task("z")).started().succeed("t").fail("z")
                    .fail("t");
        };
    }

    private enum Kind {
        CLAIMED, PROGRESSED, SUCCEEDED, FAILED, LOST, VANISHED, GRANTED, BACKOFF, ATTEMPT_TIMEOUT, BUDGET;

        Input input(int attempt) {
            return switch (this) {
                case CLAIMED -> new Input.Claimed(TASK, attempt, new WorkerId("another"));
                case PROGRESSED -> new Input.Progressed(TASK, attempt, 50, null);
                case SUCCEEDED -> new Input.Succeeded(TASK, attempt, Scenario.WORKER, Json.NULL);
                case FAILED -> new Input.Failed(TASK, attempt, Scenario.WORKER, new Failure("x", "x"), true);
                case LOST -> new Input.Lost(TASK, attempt, Scenario.WORKER);
                case VANISHED -> new Input.Vanished(TASK, attempt, Scenario.START);
                case GRANTED -> new Input.Granted(TASK, attempt);
                case BACKOFF -> timer(Timer.Kind.BACKOFF, attempt);
                case ATTEMPT_TIMEOUT -> timer(Timer.Kind.ATTEMPT_TIMEOUT, attempt);
                case BUDGET -> timer(Timer.Kind.BUDGET, attempt);
            };
        }

        private static Input timer(Timer.Kind kind, int attempt) {
            return new Input.TimerDue(new Timer(kind, TASK, attempt));
        }
    }

    /// What is accepted of the latest attempt; everything else is stale. Of timers, which all come before they are due: nothing.
    private static final Map<TaskState, Set<Kind>> ACCEPTED = new EnumMap<>(Map.of(
            TaskState.DISPATCHED, EnumSet.of(Kind.CLAIMED, Kind.PROGRESSED, Kind.SUCCEEDED, Kind.FAILED,
                    Kind.VANISHED),
            TaskState.RUNNING,
            EnumSet.of(Kind.PROGRESSED, Kind.SUCCEEDED, Kind.FAILED, Kind.LOST),
            // A success after the attempt was given up is remembered, for a rollback.
            TaskState.BACKING_OFF, EnumSet.of(Kind.SUCCEEDED),
            TaskState.COMPENSATING, EnumSet.of(Kind.CLAIMED, Kind.PROGRESSED, Kind.SUCCEEDED, Kind.FAILED,
                    Kind.VANISHED)));

    @ParameterizedTest
    @EnumSource
    void p5_everyReportCountsForItsAttemptAsTheStateSays(TaskState state) {
        for (var kind : Kind.values()) {
            var flow = in(state).is("t", state);
            var before = flow.rows().all().toString();

            flow.give(kind.input(flow.row("t").attempt().number()));

            var isAccepted = flow.last() instanceof Decision.Accepted;
            assertThat(isAccepted).as("%s when %s", kind, state)
                    .isEqualTo(ACCEPTED.getOrDefault(state, Set.of()).contains(kind));
            if (!isAccepted) {
                assertThat(flow.rows().all()).as("%s when %s", kind, state).hasToString(before);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void p5_nothingCountsForAnAttemptThatWasNeverMade(TaskState state) {
        for (var kind : Kind.values()) {
            in(state).give(kind.input(99)).isRefused(Decision.Reason.STALE);
        }
    }

    @Test
    void aReportForATaskThatIsNotThereIsRefused() {
        var flow = in(TaskState.RUNNING);

        flow.give(new Input.Lost(new TaskId("other"), 1, Scenario.WORKER)).isRefused(Decision.Reason.UNKNOWN);
        flow.give(new Input.Lost(new TaskId("t[0]"), 1, Scenario.WORKER)).isRefused(Decision.Reason.UNKNOWN);
    }

    @Test
    void theMatrixKnowsEveryReportAndEveryTimer() {
        List<String> expected = new ArrayList<>();
        Stream.of(Input.Report.class.getPermittedSubclasses())
                .map(type -> type.getSimpleName().toUpperCase(Locale.ROOT))
                .forEach(expected::add);
        Stream.of(Timer.Kind.values()).map(Enum::name)
                .filter(name -> !name.equals("WORKFLOW_TIMEOUT") && !name.equals("CONTINUE"))
                .forEach(expected::add);

        assertThat(Arrays.stream(Kind.values()).map(Enum::name))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Scenario flow(TaskSketch... tasks) {
        return Scenario.of(tasks);
    }
}
