package dev.muster.coordinator.core;

import dev.muster.common.TaskId;
import dev.muster.common.WorkerId;
import dev.muster.common.definition.OnFailure;
import dev.muster.common.definition.Policy;
import dev.muster.common.definition.RetryPolicy;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static dev.muster.coordinator.core.TaskSketch.task;
import static org.assertj.core.api.Assertions.assertThat;

class RetryTest {
    @Test
    void aFailedAttemptIsMadeAgainAfterItsDelay() {
        var flow = Scenario.of(task("a").tries(3));

        flow.started().fail("a").is("a", TaskState.BACKING_OFF);
        flow.pass(Duration.ofMillis(4999)).is("a", TaskState.BACKING_OFF);
        flow.pass(Duration.ofMillis(1)).publishes("a");

        assertThat(flow.attemptOf("a")).isEqualTo(2);
        assertThat(flow.publishedLast("a").key().tryNumber()).isEqualTo(2);
        flow.succeed("a").is(WorkflowState.COMPLETED);
    }

    @Test
    void theDelayGrowsUpToItsCeiling() {
        var policy = new RetryPolicy(9, Duration.ofSeconds(5), 2, Duration.ofSeconds(30), 0, Set.of());

        assertThat(policy.delayAfter(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.delayAfter(3)).isEqualTo(Duration.ofSeconds(20));
        assertThat(policy.delayAfter(4)).isEqualTo(Duration.ofSeconds(30));
        assertThat(policy.delayAfter(1000)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void jitterOnlyShortensTheDelay() {
        var flow = Scenario.of(task("a").retry(
                new RetryPolicy(2, Duration.ofSeconds(10), 2, Duration.ofSeconds(30), 0.5, Set.of())));

        flow.started().fail("a");

        var due = flow.row("a").attempt().due();
        assertThat(due).isNotNull().isBetween(flow.now().plusSeconds(5), flow.now().plusSeconds(10));
    }

    @Test
    void aTaskFailsWhenItsTriesAreSpent() {
        var flow = Scenario.of(OnFailure.FAIL, task("a").tries(2));

        flow.started().fail("a").pass(Duration.ofSeconds(5)).fail("a");

        flow.is("a", TaskState.FAILED).is(WorkflowState.FAILED);
    }

    @Test
    void someFailuresAreNotRetried() {
        Scenario.of(task("a").tries(3)).started().fail("a", "fatal", true).is("a", TaskState.FAILED);
        Scenario.of(task("a").tries(3)).started().fail("a", "other", false).is("a", TaskState.FAILED);
    }

    @Test
    void aLostAttemptIsMadeAgainAtOnce() {
        var flow = Scenario.of(task("a").tries(2));

        flow.started().claim("a").lose("a").pass(Duration.ZERO).publishes("a");

        flow.claim("a").lose("a").is("a", TaskState.FAILED);
        assertThat(flow.row("a").failure()).isNotNull().extracting(Failure::code)
                .isEqualTo(Failure.WORKER_CRASHED);
    }

    @Test
    void anAttemptThatRunsAtOneWorkerIsNotAnothersToClaimFailOrLose() {
        var flow = Scenario.of(task("a").tries(2)).started().claim("a");
        var another = new WorkerId("another");

        flow.give(new Input.Claimed(new TaskId("a"), 1, another)).isRefused(Decision.Reason.STALE);
        flow.give(new Input.Failed(new TaskId("a"), 1, another, new Failure("x", "x"), true))
                .isRefused(Decision.Reason.STALE);
        flow.give(new Input.Lost(new TaskId("a"), 1, another)).isRefused(Decision.Reason.STALE);

        flow.is("a", TaskState.RUNNING).lose("a").is("a", TaskState.BACKING_OFF);
    }

    @Test
    void aClaimedAttemptTimesOutAndItsWorkerIsTold() {
        var flow = Scenario.of(task("a").tries(2)).started().claim("a");

        flow.pass(TaskSketch.TIMEOUT.plus(Reports.GRACE)).cancels("a/1").is("a", TaskState.BACKING_OFF);
    }

    @Test
    void anAttemptThatWaitsForAWorkerDoesNotTimeOut() {
        Scenario.of(task("a")).started().pass(Duration.ofDays(1)).is("a", TaskState.DISPATCHED);
    }

    @Test
    void p5_aStaleReportChangesNothing() {
        var flow = Scenario.of(task("a").tries(2)).started().claim("a").lose("a").pass(Duration.ZERO);
        var before = flow.rows().all().toString();

        flow.give(new Input.Failed(new TaskId("a"), 1, null, new Failure("late", "late"), true));

        flow.isRefused(Decision.Reason.STALE);
        assertThat(flow.rows().all()).hasToString(before);
    }

    @Test
    void p4_aSecondReportOfTheSameAttemptChangesNothing() {
        var flow = Scenario.of(task("a"), task("b").after("a")).started().succeed("a");

        flow.succeed("a").isRefused(Decision.Reason.STALE).publishes();
    }

    @Test
    void aTaskThatSpentItsBudgetFails() {
        var flow = Scenario.of(OnFailure.FAIL, task("a").tries(9).within(Duration.ofSeconds(12)));

        flow.started().fail("a").pass(Duration.ofSeconds(5)).claim("a");
        flow.pass(Duration.ofSeconds(7)).cancels("a/2").is(WorkflowState.FAILED);

        assertThat(flow.row("a").failure()).isNotNull().extracting(Failure::code)
                .isEqualTo(Failure.BUDGET_EXCEEDED);
    }

    @Test
    void noRetryIsMadeThatTheBudgetDoesNotReach() {
        Scenario.of(OnFailure.FAIL, task("a").tries(9).within(Duration.ofSeconds(4))).started().fail("a")
                .is(WorkflowState.FAILED);
    }

    @Test
    void aBudgetThatEndsInTheQueueIsFoundWhenTheTurnComes() {
        var flow = Scenario.of(new Policy(1, null, OnFailure.CONTINUE, 0, null),
                task("a").tries(2).within(Duration.ofSeconds(8)), task("b"));

        flow.started().fail("a").publishes("b");
        flow.pass(Duration.ofSeconds(20)).is("a", TaskState.QUEUED);
        flow.succeed("b").publishes().is("a", TaskState.FAILED).is(WorkflowState.FAILED);
    }

    @Test
    void anAttemptThatVanishedIsMadeAgain() {
        var flow = Scenario.of(task("a").tries(2)).started();

        flow.give(new Input.Vanished(new TaskId("a"), 1, Scenario.START)).pass(Duration.ZERO).publishes("a");
    }
}
