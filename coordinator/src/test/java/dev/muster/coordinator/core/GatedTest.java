package dev.muster.coordinator.core;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.WorkerId;
import dev.muster.common.definition.OnFailure;
import dev.muster.common.definition.Policy;
import dev.muster.coordinator.core.Effect.CancelAttempt;
import dev.muster.coordinator.core.Effect.RequestAdmission;
import dev.muster.coordinator.core.Effect.ReturnAdmission;
import dev.muster.coordinator.core.Effect.ReturnPermit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static dev.muster.coordinator.core.TaskSketch.task;
import static org.assertj.core.api.Assertions.assertThat;

/// Workflows and attempts that need permits.
class GatedTest {
    private static final TaskId A = new TaskId("a");

    @Test
    void anAttemptOfABoundedAgentWaitsForItsPermit() {
        var flow = gated(task("a"));

        assertThat(flow.lastEffects()).anyMatch(Effect.Request.class::isInstance)
                .noneMatch(Effect.Dispatch.class::isInstance);
        flow.is("a", TaskState.QUEUED);
        flow.give(new Input.Granted(A, 1)).is("a", TaskState.DISPATCHED);
        flow.claim("a").is("a", TaskState.RUNNING);
    }

    @Test
    void aReportIsBelievedBeforeTheGrantIsHeardOf() {
        gated(task("a")).succeed("a").is("a", TaskState.COMPLETED);
    }

    @Test
    void p6_aPermitComesBackWithEveryEndOfAnAttempt() {
        returnsPermit(gated(task("a")).succeed("a"));
        returnsPermit(gated(task("a")).fail("a"));
        returnsPermit(gated(task("a").tries(2)).fail("a"));
        returnsPermit(gated(task("a")).claim("a").lose("a"));
        returnsPermit(gated(task("a")).give(new Input.Vanished(A, 1, Scenario.START)));
    }

    @Test
    void p6_theGateOfWhoeverUndoesATaskLendsAndGetsBackThePermitForThat() {
        var undoer = new AgentType("undoer");
        var flow = Scenario.of(task("a").undoneBy("undoer")).gated(false, TaskSketch.AGENT.value(), "undoer")
                .started();
        assertThat(flow.succeed("a").lastEffects()).contains(new ReturnPermit(TaskSketch.AGENT, A, 1));

        flow.give(new Input.Rollback());

        assertThat(flow.lastEffects()).anyMatch(effect -> effect instanceof Effect.Request request
                && request.dispatch().work().agent().equals(undoer));
        assertThat(flow.succeed("a").lastEffects()).contains(new ReturnPermit(undoer, A, 2));
    }

    @Test
    void whoeverUndoesATaskMayNeedAPermitWhereTheTaskNeedsNone() {
        var flow = Scenario.of(task("a").undoneBy("undoer")).gated(false, "undoer").started();
        assertThat(flow.succeed("a").lastEffects()).noneMatch(ReturnPermit.class::isInstance);

        flow.give(new Input.Rollback()).succeed("a").is(WorkflowState.ROLLED_BACK);

        assertThat(flow.lastEffects()).contains(new ReturnPermit(new AgentType("undoer"), A, 2));
    }

    @Test
    void anAttemptThatNeedsAPermitCountsAsATry() {
        var flow = gated(task("a").tries(2)).fail("a").pass(Duration.ofSeconds(5)).fail("a");

        flow.is("a", TaskState.FAILED);
    }

    @Test
    void p6_anAttemptThatWasGivenUpKeepsItsPermitUntilItsWorkerAnswers() {
        var flow = gated(task("a").tries(2)).claim("a").pass(TaskSketch.TIMEOUT.plus(Reports.GRACE));
        flow.is("a", TaskState.BACKING_OFF);
        assertThat(flow.lastEffects()).noneMatch(ReturnPermit.class::isInstance);

        flow.fail("a", "timeout", true);

        returnsPermit(flow);
        flow.is("a", TaskState.BACKING_OFF);
    }

    @Test
    void p6_aLossThatIsOfAnotherWorkerThanTheOneThatRunsGivesNothingBack() {
        var flow = gated(task("a")).claim("a");

        flow.give(new Input.Lost(A, 1, new WorkerId("another")))
                .isRefused(Decision.Reason.STALE);
    }

    @Test
    void p6_whatAnotherWorkerSaysOfAnAttemptLeavesThePermitWithTheOneThatRunsIt() {
        var another = new WorkerId("another");
        var flow = gated(task("a")).claim("a");

        flow.give(new Input.Failed(A, 1, another, new Failure("lease_lost", "was frozen"), true))
                .isRefused(Decision.Reason.STALE);
        flow.give(new Input.Succeeded(A, 1, another, new Json("1"))).is("a", TaskState.COMPLETED);
        assertThat(flow.lastEffects()).noneMatch(ReturnPermit.class::isInstance);

        returnsPermit(flow.fail("a", "broken", true));
    }

    @Test
    void p6_whatWasGivenUpBeforeAnyWorkerHadItIsAskedAfterUntilNoneCanHaveIt() {
        var flow = gated(task("a"));
        flow.give(new Input.Granted(A, 1)).give(new Input.Cancel(false)).is(WorkflowState.CANCELLED);

        flow.give(new Input.Vanished(A, 1, Scenario.START)).isRefused(Decision.Reason.STALE);
        flow.pass(TaskSketch.TIMEOUT.plus(Reports.GRACE.multipliedBy(2)));

        returnsPermit(flow.give(new Input.Vanished(A, 1, Scenario.START)));
    }

    @Test
    void whatWaitsIsTakenBackWhenItsWorkflowIsCancelled() {
        var flow = gated(task("a")).give(new Input.Cancel(false));

        assertThat(flow.lastEffects()).contains(new CancelAttempt(TaskSketch.AGENT, A, 1));
        flow.is(WorkflowState.CANCELLED);
    }

    @Test
    void aWorkflowWaitsToBeAdmittedAndGivesItsPlaceBackAtItsEnd() {
        var flow = Scenario.of(task("a")).gated(true).started().is(WorkflowState.PENDING);
        assertThat(flow.lastEffects()).contains(new RequestAdmission(0, null, false));

        flow.give(new Input.Admitted()).is(WorkflowState.RUNNING).publishes("a");
        flow.succeed("a").is(WorkflowState.COMPLETED);

        assertThat(flow.lastEffects()).contains(new ReturnAdmission());
    }

    @Test
    void aWorkflowsTimeoutBeginsWhenItIsAdmitted() {
        var policy = new Policy(9, Duration.ofMinutes(1),
                OnFailure.ROLLBACK, 0, null);
        var flow = Scenario.of(policy, task("a")).gated(true).started().pass(Duration.ofHours(1));

        flow.give(new Input.Admitted()).is(WorkflowState.RUNNING);
        flow.pass(Duration.ofMinutes(1)).is(WorkflowState.ROLLED_BACK);
    }

    @Test
    void aWorkflowThatGoesOnAfterItsEndIsAdmittedUnasked() {
        var flow = Scenario.of(OnFailure.FAIL, task("a")).gated(true).started()
                .give(new Input.Admitted()).fail("a").is(WorkflowState.FAILED);

        flow.give(new Input.Retry()).is(WorkflowState.RUNNING);

        assertThat(flow.lastEffects()).contains(new RequestAdmission(0, null, true));
    }

    @Test
    void aWorkflowThatIsPausedBeforeItIsAdmittedStaysPausedThen() {
        var flow = Scenario.of(task("a")).gated(true).started().give(new Input.Pause())
                .is(WorkflowState.PAUSED);

        flow.give(new Input.Admitted()).is(WorkflowState.PAUSED).publishes();
        flow.give(new Input.Resume()).is(WorkflowState.RUNNING).publishes("a");
    }

    @Test
    void aWorkflowThatIsPausedAndResumedBeforeItIsAdmittedWaitsOn() {
        var flow = Scenario.of(task("a")).gated(true).started().give(new Input.Pause())
                .give(new Input.Resume()).is(WorkflowState.PENDING);

        flow.give(new Input.Admitted()).is(WorkflowState.RUNNING).publishes("a");
    }

    @Test
    void theInputOfAWorkflowIsThereFromItsSubmissionOn() {
        var input = new Json("{\"n\":1}");
        var flow = Scenario.of(task("a")).gated(true).give(new Input.Start(input));
        assertThat(flow.rows().input()).isEqualTo(input);

        flow.give(new Input.Admitted());

        assertThat(flow.rows().input()).isEqualTo(input);
    }

    @Test
    void aSecondAdmissionChangesNothing() {
        Scenario.of(task("a")).gated(true).started().give(new Input.Admitted()).give(new Input.Admitted())
                .isRefused(Decision.Reason.STALE);
    }

    private static Scenario gated(TaskSketch... tasks) {
        var flow = Scenario.of(tasks).gated(false, TaskSketch.AGENT.value());
        return flow.give(new Input.Start(Json.EMPTY_OBJECT));
    }

    private static void returnsPermit(Scenario flow) {
        assertThat(flow.lastEffects()).contains(new ReturnPermit(TaskSketch.AGENT, A, 1));
    }
}
