package dev.muster.coordinator.core;

import dev.muster.common.definition.OnFailure;
import dev.muster.common.definition.Policy;
import org.junit.jupiter.api.Test;

import static dev.muster.coordinator.core.TaskSketch.task;
import static org.assertj.core.api.Assertions.assertThat;

class ForEachTest {
    @Test
    void eachItemGetsATaskAndTheirOutputsAreCollectedInOrder() {
        var flow = Scenario.of(task("a").forEach("letters").input("$item"),
                task("b").after("a").input("$output(a)"));

        flow.started().publishes("a[0]", "a[1]", "a[2]");
        assertThat(flow.publishedLast("a[1]").work().input().text()).isEqualTo("\"b\"");
        flow.succeedWith("a[2]", "3").succeedWith("a[0]", "1").publishes();
        flow.succeedWith("a[1]", "2").publishes("b");

        assertThat(flow.publishedLast("b").work().input().text()).isEqualTo("[1,2,3]");
        flow.succeed("b").is(WorkflowState.COMPLETED);
    }

    @Test
    void progressCountsTheGroupAndItsChildren() {
        var flow = Scenario.of(task("a").forEach("letters"), task("b")).started();
        assertThat(flow.header().progress()).isEqualTo(new Header.Progress(5, 0, 0, 0));

        flow.succeed("b", "a[0]", "a[1]");
        assertThat(flow.header().progress()).isEqualTo(new Header.Progress(5, 3, 0, 0));
        flow.succeed("a[2]");

        assertThat(flow.header().progress()).isEqualTo(new Header.Progress(5, 5, 0, 0));
    }

    @Test
    void noMoreChildrenRunThanAllowed() {
        var flow = Scenario.of(task("a").forEach("4", 2));

        flow.started().publishes("a[0]", "a[1]");
        flow.succeed("a[1]").publishes("a[2]");
        flow.succeed("a[0]").publishes("a[3]");
        flow.succeed("a[3]").publishes();
        flow.succeed("a[2]").is(WorkflowState.COMPLETED);
    }

    @Test
    void anEmptyListCompletesAtOnce() {
        var flow = Scenario.of(task("a").forEach("0"), task("b").after("a").input("$output(a)"));

        flow.started().publishes("b").is("a", TaskState.COMPLETED);

        assertThat(flow.publishedLast("b").work().input().text()).isEqualTo("[]");
    }

    @Test
    void aWideGroupLetsItsNeighboursPass() {
        var flow = Scenario.of(new Policy(2, null, OnFailure.ROLLBACK, 0, null), task("wide").forEach("100"),
                task("small"));

        flow.started().publishes("wide[0]", "small");
    }

    @Test
    void aChildIsRetriedOnItsOwn() {
        var flow = Scenario.of(task("a").forEach("2").tries(2));

        flow.started().fail("a[0]").succeed("a[1]");
        flow.pass(java.time.Duration.ofSeconds(5)).publishes("a[0]");
        flow.succeed("a[0]").is(WorkflowState.COMPLETED);
    }

    @Test
    void aChildThatMayFailLeavesAGapInTheOutputs() {
        var flow = Scenario.of(task("a").forEach("2").mayFail(), task("b").after("a").input("$output(a)"));

        flow.started().fail("a[0]").succeedWith("a[1]", "1").publishes("b");

        assertThat(flow.publishedLast("b").work().input().text()).isEqualTo("[null,1]");
    }

    @Test
    void whereOthersContinueTheSiblingsOfAFailedChildRun() {
        var flow = Scenario.of(OnFailure.CONTINUE, task("a").forEach("3", 1), task("b").after("a"));

        flow.started().fail("a[0]").publishes("a[1]");
        flow.succeed("a[1]", "a[2]").publishes();

        flow.is("a", TaskState.FAILED).is("b", TaskState.PENDING).is(WorkflowState.FAILED);
    }

    @Test
    void aChildWhoseInputFailsEndsLikeOneThatRan() {
        var flow = Scenario.of(OnFailure.CONTINUE, task("a").forEach("2", 1).input("broken"));

        flow.started().publishes().is("a[0]", TaskState.FAILED).is("a[1]", TaskState.FAILED)
                .is(WorkflowState.FAILED);
    }

    @Test
    void completedChildrenAreCompensatedFromTheLastToTheFirst() {
        var flow = Scenario.of(task("a").forEach("3", 1).undoable(), task("b").after("a"));

        flow.started().succeed("a[0]", "a[1]", "a[2]").fail("b").publishes("undo a[2]");
        flow.succeed("a[2]").publishes("undo a[1]");
        flow.succeed("a[1]").publishes("undo a[0]");
        flow.succeed("a[0]").is(WorkflowState.ROLLED_BACK).is("a", TaskState.ROLLED_BACK);
    }

    @Test
    void onlyCompletedChildrenAreCompensated() {
        var flow = Scenario.of(task("a").forEach("4", 2).undoable());

        flow.started().succeed("a[0]").fail("a[1]").publishes("undo a[0]").cancels("a[2]/1");
        flow.is("a[2]", TaskState.CANCELLED).is("a[3]", TaskState.PENDING);
        flow.succeed("a[0]").is(WorkflowState.ROLLED_BACK);
    }
}
