package dev.muster.coordinator.core;

import dev.muster.common.Json;
import dev.muster.common.definition.OnFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static dev.muster.coordinator.core.TaskSketch.task;
import static org.assertj.core.api.Assertions.assertThat;

class RollbackTest {
    @Test
    void p7_completedTasksAreCompensatedInReverseOrder() {
        var flow = Scenario.of(task("a").undoable(), task("b").after("a").undoable(), task("c").after("b"));

        flow.started().succeed("a", "b").fail("c").is(WorkflowState.ROLLING_BACK).publishes("undo b");
        flow.is("b", TaskState.COMPENSATING).succeed("b").publishes("undo a");
        flow.succeed("a").is(WorkflowState.ROLLED_BACK).is("a", TaskState.ROLLED_BACK).is("c",
                TaskState.FAILED);
    }

    @Test
    void p7_aTaskIsCompensatedAfterEverythingThatDependedOnIt() {
        var flow = Scenario.of(task("a").undoable(), task("b").after("a").undoable(),
                task("c").after("a").undoable(),
                task("d").after("b", "c"));

        flow.started().succeed("a", "b", "c").fail("d").publishes("undo b", "undo c");
        flow.succeed("b").publishes();
        flow.succeed("c").publishes("undo a");
    }

    @Test
    void p7_onlyCompletedTasksWithACompensationAreCompensated() {
        var flow = Scenario.of(task("a").undoable(), task("plain").after("a"),
                task("skipped").when("false").undoable(),
                task("bad").after("plain").undoable(), task("never").after("bad").undoable());

        flow.started().succeed("a", "plain").fail("bad").publishes("undo a");
        flow.succeed("a").is(WorkflowState.ROLLED_BACK).is("plain", TaskState.COMPLETED);
    }

    @Test
    void aCompensationSeesItsInputAndWhatTheTaskReturned() {
        var flow = Scenario.of(task("a").undoable().undoInput("{\"of\":$output(a)}"), task("b").after("a"));

        flow.started().succeedWith("a", "{\"id\":7}").fail("b");

        var undo = flow.publishedLast("a");
        assertThat(undo.work().input()).isEqualTo(new Json("{\"of\":{\"id\":7}}"));
        assertThat(undo.output()).isEqualTo(new Json("{\"id\":7}"));
        assertThat(undo.key().attempt()).isEqualTo(2);
        assertThat(undo.key().tryNumber()).isEqualTo(1);
    }

    @Test
    void aCompensationIsRetriedAndOneThatFailsDoesNotStopTheOthers() {
        var flow = Scenario.of(task("a").undoable(), task("b").after("a").undoable(2), task("c").after("b"));

        flow.started().succeed("a", "b").fail("c").fail("b").is("b", TaskState.COMPENSATING);
        flow.pass(Duration.ofSeconds(5)).publishes("undo b");
        flow.fail("b").is("b", TaskState.COMPENSATION_FAILED).publishes("undo a");
        flow.succeed("a").is(WorkflowState.ROLLBACK_FAILED);
    }

    @Test
    void aFailedRollbackIsResumedByRetry() {
        var flow = Scenario.of(task("a").undoable(), task("b").after("a"));

        flow.started().succeed("a").fail("b").fail("a").is(WorkflowState.ROLLBACK_FAILED);
        flow.give(new Input.Retry()).is(WorkflowState.ROLLING_BACK).publishes("undo a");
        flow.succeed("a").is(WorkflowState.ROLLED_BACK);
    }

    @Test
    void aCompensationWhoseInputFailsIsAFailedCompensation() {
        var flow = Scenario.of(task("a").undoable().undoInput("broken"), task("b").after("a"));

        flow.started().succeed("a").fail("b").publishes().is("a", TaskState.COMPENSATION_FAILED)
                .is(WorkflowState.ROLLBACK_FAILED);
    }

    @Test
    void aLostCompensationIsMadeAgain() {
        var flow = Scenario.of(task("a").undoable(2), task("b").after("a"));

        flow.started().succeed("a").fail("b").claim("a").is("a", TaskState.COMPENSATING);
        flow.lose("a").pass(Duration.ZERO).publishes("undo a").succeed("a").is(WorkflowState.ROLLED_BACK);
    }

    @Test
    void aSuccessThatRunsOnWhileTheWorkflowStopsIsCompensated() {
        var flow = Scenario.of(task("bad"), task("runs").undoable());

        flow.started().claim("runs").fail("bad").publishes().cancels("runs/1").succeed("runs")
                .publishes("undo runs");
    }

    @Test
    void p7_aLateSuccessIsCompensatedToo() {
        var flow = Scenario.of(task("a").tries(2).undoable(), task("b").after("a"));

        flow.started().claim("a").lose("a").pass(Duration.ZERO).succeed("a").succeedLate("a", 1);
        flow.fail("b").publishes("undo a").succeed("a").publishes("undo a");
        assertThat(flow.publishedLast("a").output()).isEqualTo(new Json("\"late 1\""));
        flow.succeed("a").is(WorkflowState.ROLLED_BACK);
    }

    @Test
    void p7_aSuccessAfterItsTasksTurnInTheRollbackIsCompensated() {
        var flow = Scenario.of(task("a").undoable(), task("bad"), task("late").undoable());

        flow.started().succeed("a").fail("bad").is("late", TaskState.CANCELLED).publishes("undo a");
        flow.succeedLate("late", 1).publishes("undo late");
        flow.succeed("a").is(WorkflowState.ROLLING_BACK);
        flow.succeed("late").is(WorkflowState.ROLLED_BACK);
    }

    @Test
    void p7_aSuccessAfterTheRollbackEndedIsCompensatedAndTheEndStands() {
        var flow = Scenario.of(task("bad"), task("late").undoable());

        flow.started().fail("bad").is(WorkflowState.ROLLED_BACK);
        flow.succeedLate("late", 1).publishes("undo late").is(WorkflowState.ROLLED_BACK);
        flow.succeed("late").is("late", TaskState.ROLLED_BACK).is(WorkflowState.ROLLED_BACK);
    }

    @Test
    void aLateSuccessOfAChildIsCompensated() {
        var flow = Scenario.of(task("a").forEach("2").undoable());

        flow.started().fail("a[0]").is(WorkflowState.ROLLED_BACK);
        flow.succeedLate("a[1]", 1).publishes("undo a[1]").succeed("a[1]").is("a[1]", TaskState.ROLLED_BACK);
    }

    @Test
    void aRepeatedLateSuccessIsCompensatedOnce() {
        var flow = Scenario.of(task("bad"), task("late").undoable()).started().fail("bad").succeedLate("late",
                1);

        flow.succeedLate("late", 1).isRefused(Decision.Reason.STALE);
        flow.succeed("late").succeedLate("late", 1).isRefused(Decision.Reason.STALE);
    }

    @Test
    void aLateSuccessWithoutRollbackIsOnlyRemembered() {
        var flow = Scenario.of(OnFailure.FAIL, task("bad"), task("late").undoable()).started().fail("bad");

        flow.succeedLate("late", 1).publishes().is(WorkflowState.FAILED);
        flow.give(new Input.Rollback()).publishes("undo late");
    }

    @Test
    void p7_aRetriedRollbackUndoesInReverseOrderAgain() {
        var flow = Scenario.of(task("a").undoable(), task("b").after("a").undoable(), task("z").after("b"))
                .started().succeed("a", "b").fail("z").fail("b").fail("a")
                .is(WorkflowState.ROLLBACK_FAILED);

        flow.give(new Input.Retry()).publishes("undo b");
        flow.succeed("b").publishes("undo a");
        flow.succeed("a").is(WorkflowState.ROLLED_BACK);
    }
}
