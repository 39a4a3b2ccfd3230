package dev.muster.coordinator.core;

import dev.muster.common.definition.OnFailure;
import dev.muster.common.definition.Policy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static dev.muster.coordinator.core.TaskSketch.task;
import static org.assertj.core.api.Assertions.assertThat;

class CommandsTest {
    @Test
    void cancelStopsWithoutCompensating() {
        var flow = Scenario.of(task("a").undoable(), task("b").after("a")).started().succeed("a");

        flow.give(new Input.Cancel(false)).cancels("b/1").publishes().is(WorkflowState.CANCELLED);
        flow.is("a", TaskState.COMPLETED).is("b", TaskState.CANCELLED);
    }

    @Test
    void cancelWithRollbackCompensates() {
        var flow = Scenario.of(task("a").undoable(), task("b").after("a")).started().succeed("a");

        flow.give(new Input.Cancel(true)).cancels("b/1").publishes("undo a").succeed("a")
                .is(WorkflowState.ROLLED_BACK);
    }

    @Test
    void aPausedWorkflowTakesReportsAndPublishesNothing() {
        var flow = Scenario.of(task("a"), task("b").after("a")).started().give(new Input.Pause());

        flow.succeed("a").publishes().is(WorkflowState.PAUSED).is("b", TaskState.QUEUED);
        flow.give(new Input.Resume()).publishes("b").is(WorkflowState.RUNNING);
    }

    @Test
    void aWorkflowThatEndsWhilePausedEndsWhenResumed() {
        var flow = Scenario.of(task("a")).started().give(new Input.Pause()).succeed("a")
                .is(WorkflowState.PAUSED);

        flow.give(new Input.Resume()).is(WorkflowState.COMPLETED);
    }

    @Test
    void aFailureWhilePausedTakesEffectWhenResumed() {
        var flow = Scenario.of(task("a").undoable(), task("b")).started().succeed("a")
                .give(new Input.Pause());

        flow.fail("b").is(WorkflowState.PAUSED).publishes();
        flow.give(new Input.Resume()).is(WorkflowState.ROLLING_BACK).publishes("undo a");
    }

    @Test
    void aDeadlineThatPassedWhilePausedTakesEffectWhenResumed() {
        var flow = Scenario.of(new Policy(9, Duration.ofMinutes(1), OnFailure.FAIL, 0, null), task("a"));

        flow.started().give(new Input.Pause()).pass(Duration.ofMinutes(2)).is(WorkflowState.PAUSED);
        flow.give(new Input.Resume()).is(WorkflowState.FAILED);
    }

    @Test
    void aRetryThatIsDueWhilePausedIsMadeWhenResumed() {
        var flow = Scenario.of(task("a").tries(2)).started().fail("a").give(new Input.Pause());

        flow.pass(Duration.ofSeconds(5)).publishes();
        flow.give(new Input.Resume()).publishes("a");
    }

    @Test
    void retryRunsOnFromTheFailedTasks() {
        var flow = Scenario.of(OnFailure.FAIL, task("a"), task("bad").after("a"), task("other").after("a"),
                task("end").after("bad", "other"));

        flow.started().succeed("a").fail("bad").is(WorkflowState.FAILED);
        flow.give(new Input.Retry()).publishes("bad", "other").is(WorkflowState.RUNNING);
        flow.succeed("bad", "other").publishes("end");
        flow.succeed("end").is(WorkflowState.COMPLETED);

        assertThat(flow.header().progress()).isEqualTo(new Header.Progress(4, 4, 0, 0));
    }

    @Test
    void retryGivesATaskAllItsTriesAgain() {
        var flow = Scenario.of(OnFailure.FAIL, task("a").tries(2)).started().fail("a")
                .pass(Duration.ofSeconds(5))
                .fail("a").is(WorkflowState.FAILED);

        flow.give(new Input.Retry()).publishes("a").fail("a").is("a", TaskState.BACKING_OFF);
        assertThat(flow.attemptOf("a")).isEqualTo(3);
    }

    @Test
    void retryRunsOnlyTheChildrenThatDidNotComplete() {
        var flow = Scenario.of(OnFailure.FAIL, task("a").forEach("4", 3)).started().succeed("a[0]")
                .fail("a[1]")
                .is(WorkflowState.FAILED);

        flow.give(new Input.Retry()).publishes("a[1]", "a[2]", "a[3]");
        flow.succeed("a[1]").succeed("a[2]").succeed("a[3]").is(WorkflowState.COMPLETED);
    }

    @Test
    void retryGoesOnFromWhatCompletedWhileTheWorkflowStopped() {
        var flow = Scenario.of(OnFailure.FAIL, task("bad"), task("runs"), task("next").after("runs"));

        flow.started().claim("runs").fail("bad").succeed("runs").publishes().is(WorkflowState.FAILED);
        flow.give(new Input.Retry()).publishes("bad", "next");
    }

    @Test
    void retryRunsNoMoreChildrenAtOnceThanAllowed() {
        var flow = Scenario.of(OnFailure.CONTINUE, task("a").forEach("5", 2)).started().fail("a[0]")
                .fail("a[1]")
                .fail("a[2]").succeed("a[3]").fail("a[4]").is(WorkflowState.FAILED);

        flow.give(new Input.Retry()).publishes("a[0]", "a[1]");
        flow.succeed("a[1]").publishes("a[2]");
        flow.succeed("a[0]").publishes("a[4]");
        flow.succeed("a[2]").succeed("a[4]").is(WorkflowState.COMPLETED);
    }

    @Test
    void retryEvaluatesAFailedExpressionAgain() {
        var flow = Scenario.of(OnFailure.FAIL, task("a").forEach("broken")).started()
                .is(WorkflowState.FAILED);

        flow.give(new Input.Retry()).is(WorkflowState.FAILED).is("a", TaskState.FAILED);
        assertThat(flow.last()).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void rollbackOnDemandUndoesACompletedWorkflow() {
        var flow = Scenario.of(task("a").undoable(), task("b").after("a").undoable()).started().succeed("a")
                .succeed("b")
                .is(WorkflowState.COMPLETED);

        flow.give(new Input.Rollback()).publishes("undo b").succeed("b").publishes("undo a").succeed("a")
                .is(WorkflowState.ROLLED_BACK);
    }

    @Test
    void aCommandToAWorkflowThatIsNotThereIsRefused() {
        Scenario.of(task("a")).give(new Input.Pause()).isRefused(Decision.Reason.UNKNOWN);
    }
}
