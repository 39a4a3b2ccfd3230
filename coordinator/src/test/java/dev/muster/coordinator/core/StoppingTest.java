package dev.muster.coordinator.core;

import dev.muster.common.definition.OnFailure;
import dev.muster.common.definition.Policy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static dev.muster.coordinator.core.TaskSketch.task;
import static org.assertj.core.api.Assertions.assertThat;

class StoppingTest {
    @Test
    void whatIsNotClaimedIsCancelledAndWhatRunsIsAwaited() {
        var flow = Scenario.of(OnFailure.FAIL, task("bad"), task("waits"), task("runs"),
                task("later").after("runs"));

        flow.started().claim("runs").fail("bad").cancels("waits/1", "runs/1");
        flow.is("waits", TaskState.CANCELLED).is("runs", TaskState.RUNNING).is(WorkflowState.RUNNING);
        flow.fail("runs", "cancelled", false).publishes();

        flow.is("runs", TaskState.CANCELLED).is(WorkflowState.FAILED);
        assertThat(flow.header().outcome().failure()).isEqualTo(new Failure("broken", "broken!"));
    }

    @Test
    void aRunningTaskThatCompletesNonethelessIsCompleted() {
        var flow = Scenario.of(OnFailure.FAIL, task("bad"), task("runs"), task("later").after("runs"));

        flow.started().claim("runs").fail("bad").succeed("runs").publishes();

        flow.is("runs", TaskState.COMPLETED).is("later", TaskState.PENDING).is(WorkflowState.FAILED);
    }

    @Test
    void aRunningTaskIsAwaitedNoLongerThanItsTimeout() {
        var flow = Scenario.of(OnFailure.FAIL, task("bad"), task("runs").tries(5)).started().claim("runs")
                .fail("bad");

        flow.pass(TaskSketch.TIMEOUT.plus(Reports.GRACE)).is("runs", TaskState.CANCELLED)
                .is(WorkflowState.FAILED);
    }

    @Test
    void whatWaitsOrBacksOffIsCancelled() {
        var flow = Scenario.of(new Policy(2, null, OnFailure.FAIL, 0, null), task("bad"),
                task("weak").tries(3),
                task("queued"), task("queued2"));

        flow.started().fail("weak").fail("bad").cancels("queued/1");

        flow.is("weak", TaskState.CANCELLED).is("queued2", TaskState.CANCELLED).is(WorkflowState.FAILED);
        flow.pass(Duration.ofMinutes(1)).publishes();
    }

    @Test
    void onContinueTheRestRunsAndTheWorkflowFailsInTheEnd() {
        var flow = Scenario.of(OnFailure.CONTINUE, task("bad"), task("after").after("bad"), task("good"),
                task("more").after("good"));

        flow.started().fail("bad").is(WorkflowState.RUNNING);
        flow.succeed("good").publishes("more");
        flow.succeed("more").is(WorkflowState.FAILED).is("after", TaskState.PENDING);
    }

    @Test
    void aWorkflowThatTakesTooLongIsStopped() {
        var flow = Scenario.of(new Policy(9, Duration.ofMinutes(5), OnFailure.ROLLBACK, 0, null),
                task("a").undoable(),
                task("b").after("a"));

        flow.started().succeed("a").pass(Duration.ofMinutes(5)).cancels("b/1").publishes("undo a");
        flow.succeed("a").is(WorkflowState.ROLLED_BACK);

        assertThat(flow.header().outcome().failure()).isNotNull().extracting(Failure::code)
                .isEqualTo(Failure.WORKFLOW_TIMEOUT);
    }

    @Test
    void aTimelyWorkflowIsNotTouchedByItsTimeout() {
        var flow = Scenario.of(new Policy(9, Duration.ofMinutes(5), OnFailure.ROLLBACK, 0, null), task("a"));

        flow.started().succeed("a").pass(Duration.ofMinutes(6)).is(WorkflowState.COMPLETED)
                .isRefused(Decision.Reason.STALE);
    }
}
