package dev.muster.coordinator.streams;

import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.AgentRecord.Breaker.State;
import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.CommandRecord;
import dev.muster.common.wire.GateRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.coordinator.port.OwnAnswers.Gate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Gates between workflows and workers, as records on topics.
class GateScenarioTest {
    private static final String THREE = """
            {"name": "three", "tasks": {
                "a": {"agent": "echo", "action": "say", "compensate": {"action": "unsay"}},
                "b": {"agent": "echo", "action": "say"},
                "c": {"agent": "echo", "action": "say"}}}""";

    @AutoClose
    private final Scene scene;

    GateScenarioTest(@TempDir Path folder) {
        scene = Scene.in(folder);
    }

    @Test
    void p6_noMoreAttemptsArePublishedThanTheLimitAllows() {
        scene.limit(2);
        scene.start("wf", THREE);
        assertThat(scene.published()).containsExactly("run a#1", "run b#1");

        scene.succeed("wf", "a", 1);

        assertThat(scene.published()).containsExactly("run c#1");
    }

    @Test
    void p6_everyPermitIsBackWhenAllIsDone() {
        scene.limit(1);
        scene.start("wf", THREE);

        scene.succeed("wf", "a", 1);
        scene.fail("wf", "b", 1, "terminal");
        scene.succeed("wf", "b", 2);
        scene.command("wf", new CommandRecord.Cancel(null, true));
        scene.succeed("wf", "c", 1);
        scene.succeed("wf", "a", 2);

        assertThat(scene.gate()).isEqualTo(Gate.NONE);
    }

    @Test
    void p6_whatALostWorkerHeldIsFree() {
        scene.limit(1);
        scene.start("wf", THREE);
        scene.published();

        scene.heartbeat("w1", Scene.claim("wf", "a", 1));
        scene.leave("w1");

        assertThat(scene.published()).hasSize(1);
        assertThat(scene.gate().held()).isEqualTo(1);
    }

    @Test
    void aLimitIsChangedWhileTasksWait() {
        scene.limit(0);
        scene.start("wf", THREE);
        assertThat(scene.published()).isEmpty();

        scene.limit(2);
        assertThat(scene.published()).hasSize(2);
        scene.limit(null);
        assertThat(scene.published()).hasSize(1);
    }

    @Test
    void aRateStartsTasksOneByOne() {
        scene.ask("echo", new GateRecord.Register(List.of("say", "unsay"), null));
        scene.ask("echo", new GateRecord.Configure(AgentSettings.NONE.withRatePerSecond(2.0)));
        scene.start("wf", THREE);
        assertThat(scene.published()).hasSize(1);

        scene.pass(Duration.ofMillis(490));
        assertThat(scene.published()).isEmpty();
        scene.pass(Duration.ofMillis(20));
        assertThat(scene.published()).hasSize(1);
    }

    @Test
    void aCancelledWorkflowsRequestsLeaveTheLine() {
        scene.limit(1);
        scene.start("wf", THREE);

        scene.command("wf", new CommandRecord.Cancel(null, false));

        assertThat(scene.gate().waiting()).isZero();
        assertThat(scene.gate().held()).as("somebody may have it").isEqualTo(1);
        assertThat(scene.told()).contains("cancel a#1");
    }

    @Test
    void anAttemptThatVanishedGivesItsPermitBack() {
        scene.limit(1);
        scene.start("wf", THREE);
        scene.pass(Duration.ofSeconds(40));
        scene.seeEverythingTaken();
        scene.command("wf", new CommandRecord.Cancel(null, false));

        scene.pass(Duration.ofMinutes(6));
        scene.pass(Duration.ofSeconds(30));

        assertThat(scene.gate().held()).isZero();
    }

    @Test
    void noMoreWorkflowsRunThanTheLimitAllows() {
        scene.ask(AgentRecord.WORKFLOWS,
                new GateRecord.Configure(AgentSettings.NONE.withLimit(1)));
        scene.start("one", THREE);
        scene.start("two", THREE);
        assertThat(scene.published()).hasSize(3);

        for (var task : List.of("a", "b", "c")) {
            scene.succeed("one", task, 1);
        }

        assertThat(scene.published()).hasSize(3);
        assertThat(scene.events()).containsSubsequence("workflow.submitted", "workflow.completed",
                "workflow.started");
    }

    @Test
    void aWorkersProposalCountsUntilAnOperatorSaysOtherwise() {
        scene.ask("echo", new GateRecord.Register(List.of("say"), AgentSettings.NONE.withLimit(3)));
        scene.ask("echo", new GateRecord.Register(List.of("shout"), AgentSettings.NONE.withLimit(9)));
        var proposed = scene.agent();

        scene.ask("echo", new GateRecord.Configure(AgentSettings.NONE.withLimit(5)));

        assertThat(proposed.settings()).isEqualTo(AgentSettings.NONE.withLimit(3));
        assertThat(proposed.actions()).containsExactly("say", "shout");
        assertThat(scene.agent().settings()).isEqualTo(AgentSettings.NONE.withLimit(5));
    }

    @Test
    void aBreakerOpensForAllIsTriedByOneAndComesBackWhenThatOneFallsSilent() {
        scene.limit(1);
        scene.ask("echo", new GateRecord.Breaker("w1", State.OPEN, 0));
        assertThat(scene.breaker().state()).isEqualTo(State.OPEN);
        scene.pass(Duration.ofSeconds(60));

        scene.ask("echo", new GateRecord.Breaker("w2", State.HALF_OPEN, 1));
        assertThat(scene.breaker().prober()).isEqualTo("w2");
        scene.pass(Duration.ofSeconds(11));
        assertThat(scene.breaker().state()).isEqualTo(State.OPEN);

        scene.ask("echo", new GateRecord.Breaker("w1", State.HALF_OPEN, 3));
        scene.ask("echo", new GateRecord.Breaker("w1", State.CLOSED, 4));
        assertThat(scene.breaker()).isEqualTo(new AgentRecord.Breaker(State.CLOSED, 5, null, null));
    }

    @Test
    void anUnreadableRequestIsPutAside() {
        scene.send(Scene.TOPICS.gates(), "echo",
                "{\"v\":1,\"type\":\"knock\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(scene.deadLetters()).singleElement().asString().startsWith("gates: ");
    }

    @Test
    void aReportOnAnAttemptThatNeverWasGivesNothingBack() {
        scene.limit(1);
        scene.start("wf", THREE);

        scene.report("wf", new ReportRecord.Lost("a", 7, "w9"));

        assertThat(scene.gate().held()).isEqualTo(1);
    }
}
