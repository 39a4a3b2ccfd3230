package dev.muster.coordinator.core;

import dev.muster.common.definition.OnFailure;
import dev.muster.common.definition.Policy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static dev.muster.coordinator.core.TaskSketch.task;
import static org.assertj.core.api.Assertions.assertThat;

class ForwardTest {
    @Test
    void aChainRunsOneTaskAfterTheOther() {
        var flow = Scenario.of(task("a"), task("b").after("a"), task("c").after("b"));

        flow.started().publishes("a");
        flow.succeed("a").publishes("b");
        flow.succeed("b").publishes("c");
        flow.succeed("c").publishes();

        flow.is(WorkflowState.COMPLETED);
        assertThat(flow.header().progress()).isEqualTo(new Header.Progress(3, 3, 0, 0));
    }

    @Test
    void p3_aTaskWaitsForAllItsDependencies() {
        var flow = Scenario.of(task("a"), task("b"), task("join").after("a", "b"));

        flow.started().publishes("a", "b");
        flow.succeed("b").publishes();
        flow.succeed("a").publishes("join");
    }

    @Test
    void aTaskSeesTheOutputsOfItsDependencies() {
        var flow = Scenario.of(task("a"), task("b").after("a").input("{\"got\":$output(a)}"));

        flow.started().succeedWith("a", "{\"n\":1}");

        assertThat(flow.publishedLast("b").work().input().text()).isEqualTo("{\"got\":{\"n\":1}}");
    }

    @Test
    void noMoreTasksRunThanTheWorkflowAllows() {
        var flow = Scenario.of(new Policy(2, null, OnFailure.ROLLBACK, 0, null), task("a"), task("b"),
                task("c"),
                task("d"));

        flow.started().publishes("a", "b").is("c", TaskState.QUEUED);
        flow.succeed("b").publishes("c");
        flow.succeed("a").publishes("d");
    }

    @Test
    void aFalseConditionSkipsTheTaskAndWhatDependsOnItAlone() {
        var flow = Scenario.of(task("a"), task("no").after("a").when("false"), task("after").after("no"),
                task("yes").after("a").when("true"), task("join").after("after", "yes"));

        flow.started().succeed("a").publishes("yes");
        flow.is("no", TaskState.SKIPPED).is("after", TaskState.SKIPPED);
        flow.succeed("yes").publishes("join");
        flow.succeed("join").is(WorkflowState.COMPLETED);

        assertThat(flow.header().progress()).isEqualTo(new Header.Progress(5, 3, 0, 2));
    }

    @Test
    void aWorkflowOfSkippedTasksCompletes() {
        var flow = Scenario.of(task("a").when("false"), task("b").after("a"));

        flow.started().publishes().is(WorkflowState.COMPLETED);
    }

    @Test
    void anExpressionThatFailsFailsItsTask() {
        for (var broken : new TaskSketch[]{task("a").when("broken"), task("a").input("broken"),
            task("a").forEach("broken")}) {
            var flow = Scenario.of(broken.tries(3));

            flow.started().publishes().is("a", TaskState.FAILED).is(WorkflowState.ROLLED_BACK);

            assertThat(flow.row("a").failure()).isNotNull().extracting(Failure::code)
                    .isEqualTo(Failure.EXPRESSION_FAILED);
        }
    }

    @Test
    void anInputThatIsTooLargeFailsItsTask() {
        var flow = Scenario.of(task("a"), task("b").after("a").input("$output(a)"));

        flow.started().succeedWith("a", "\"" + "x".repeat(Slots.LARGEST_INPUT) + "\"");

        flow.is("b", TaskState.FAILED);
        assertThat(flow.row("b").failure()).isNotNull().extracting(Failure::code)
                .isEqualTo(Failure.INPUT_TOO_LARGE);
    }

    @Test
    void aTaskThatMayFailDoesNotStopTheWorkflow() {
        var flow = Scenario.of(task("a").mayFail(), task("b").after("a").input("[$output(a)]"));

        flow.started().fail("a").publishes("b");
        flow.succeed("b").is(WorkflowState.COMPLETED).is("a", TaskState.FAILED);

        assertThat(flow.publishedLast("b").work().input().text()).isEqualTo("[null]");
    }

    @Test
    void aWideFanOutIsPublishedInSteps() {
        var flow = Scenario.of(task("a").forEach("1200"));

        flow.started();
        assertThat(flow.header().load().active()).isEqualTo(Slots.PER_STEP);
        flow.pass(Duration.ofMillis(1));

        assertThat(flow.header().load().active()).isEqualTo(1200);
    }

    @Test
    void theSameIdIsNotStartedTwice() {
        Scenario.of(task("a")).started().started().isRefused(Decision.Reason.EXISTS);
    }
}
