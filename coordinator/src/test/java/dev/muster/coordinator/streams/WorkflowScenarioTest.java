package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.common.wire.CommandRecord;
import dev.muster.common.wire.ReportRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Workflows from command to end, as the records on the topics tell it.
class WorkflowScenarioTest {
    private static final String CHAIN = """
            {"name": "chain", "tasks": {
              "a": {"agent": "echo", "action": "say", "compensate": {"action": "unsay"}},
              "b": {"agent": "echo", "action": "say", "dependsOn": ["a"],
                    "input": {"of": "${tasks.a.output.n}"}, "compensate": {"action": "unsay"}},
              "c": {"agent": "echo", "action": "say", "dependsOn": ["b"],
                    "retry": {"attempts": 2, "delay": "5s"}}}}""";
    private static final String ONE = """
            {"name": "one", "tasks": {"a": {"agent": "echo", "action": "say", "retry": {"attempts": 1}}}}""";

    @AutoClose
    private final Scene scene;

    WorkflowScenarioTest(@TempDir Path folder) {
        scene = Scene.in(folder);
    }

    @Test
    void aChainRunsTaskByTaskToItsEnd() {
        scene.start("wf", CHAIN);
        assertThat(scene.published()).containsExactly("run a#1");
        scene.succeed("wf", "a", 1, "{\"n\":7}");
        assertThat(scene.tasks().getFirst().order().input().text()).isEqualTo("{\"of\":7}");
        scene.succeed("wf", "b", 1);
        scene.succeed("wf", "c", 1);

        assertThat(scene.events()).containsExactly("workflow.started", "task.completed a", "task.completed b",
                "task.completed c", "workflow.completed");
        assertThat(scene.view("wf").status()).isEqualTo("COMPLETED");
        assertThat(scene.view("wf").progress().percentage()).isEqualTo(100);
    }

    @Test
    void aFailedWorkflowIsRolledBackInReverseOrder() {
        scene.start("wf", CHAIN);
        scene.succeed("wf", "a", 1);
        scene.succeed("wf", "b", 1);
        scene.fail("wf", "c", 1, "broken");
        scene.pass(Duration.ofSeconds(5));
        scene.fail("wf", "c", 2, "broken");
        scene.succeed("wf", "b", 2);
        scene.succeed("wf", "a", 2);

        assertThat(scene.published()).containsExactly("run a#1", "run b#1", "run c#1", "run c#2",
                "compensate b#2",
                "compensate a#2");
        assertThat(scene.events()).endsWith("task.failed c", "workflow.stopping", "workflow.rolling_back",
                "task.compensated b", "task.compensated a", "workflow.rolled_back");
        assertThat(scene.states("wf"))
                .isEqualTo(Map.of("a", "ROLLED_BACK", "b", "ROLLED_BACK", "c", "FAILED"));
        assertThat(scene.tallies().figures(0).rollbacks()).isEqualTo(1);
    }

    @Test
    void aRetryComesAtItsTimeAndNotBefore() {
        scene.start("wf", CHAIN);
        scene.succeed("wf", "a", 1);
        scene.succeed("wf", "b", 1);
        scene.fail("wf", "c", 1, "broken");
        scene.published();

        scene.pass(Duration.ofMillis(4_990));
        assertThat(scene.published()).isEmpty();
        scene.pass(Duration.ofMillis(10));
        assertThat(scene.published()).containsExactly("run c#2");
    }

    @Test
    void p9_aTimerIsLateByALookForEachHundredThatAreDueBeforeIt() {
        var retried = """
                {"name": "one", "tasks": {"a": {"agent": "echo", "action": "say", "retry": {"delay": "5s"}}}}""";
        for (int number = 0; number < 250; number++) {
            scene.start("wf-" + number, retried);
            scene.fail("wf-" + number, "a", 1, "broken");
        }
        scene.published();

        scene.pass(Duration.ofMillis(4_990));
        assertThat(scene.published()).isEmpty();
        for (int look = 0; look < 3; look++) {
            scene.pass(Duration.ofMillis(10));
        }

        assertThat(scene.published()).hasSize(250).containsOnly("run a#2");
    }

    @Test
    void aReportSentTwiceCountsOnce() {
        scene.start("wf", CHAIN);
        scene.succeed("wf", "a", 1);
        scene.succeed("wf", "a", 1);

        assertThat(scene.published()).containsExactly("run a#1", "run b#1");
        assertThat(scene.tallies().staleInputs()).isEqualTo(1);
        assertThat(scene.deadLetters()).isEmpty();
    }

    @Test
    void whatTheClaimedAttemptMissesItsTimeoutEnds() {
        scene.start("wf", ONE);
        scene.report("wf", new ReportRecord.Claimed("a", 1, "w1"));

        scene.pass(Duration.ofMinutes(5).plusSeconds(10));

        assertThat(scene.events()).containsExactly("workflow.started", "task.started a", "task.failed a",
                "workflow.stopping", "workflow.rolling_back", "workflow.rolled_back");
        assertThat(scene.told()).containsExactly("cancel a#1");
        assertThat(scene.view("wf").errors().getFirst().code()).isEqualTo("timeout");
    }

    @Test
    void timersThatFiredLeaveNothing() {
        scene.start("wf", ONE);
        scene.report("wf", new ReportRecord.Claimed("a", 1, "w1"));
        scene.succeed("wf", "a", 1);

        scene.pass(Duration.ofMinutes(6));

        try (var left = scene.timers().all()) {
            assertThat(left.hasNext()).isFalse();
        }
        assertThat(scene.tallies().staleInputs()).isEqualTo(1);
    }

    @Test
    void aDefinitionIsStoredOnceHoweverManyWorkflowsItHas() {
        scene.start("wf1", ONE);
        scene.start("wf2", ONE);

        try (var definitions = scene.rows().prefixScan("D",
                (topic, text) -> text.getBytes(StandardCharsets.UTF_8))) {
            definitions.next();
            assertThat(definitions.hasNext()).isFalse();
        }
    }

    @Test
    void aRegisteredDefinitionIsStartedByNameInItsNewestVersionOrTheOneAskedFor() {
        scene.register("one", 9, ONE.replace("one", "one"));
        scene.register("one", 10, ONE.replace("\"a\":", "\"b\":"));

        scene.startByName("newest", "one", null);
        scene.startByName("older", "one", 9);

        assertThat(scene.published()).containsExactly("run b#1", "run a#1");
        assertThat(scene.view("newest").version()).isEqualTo(10);
        assertThat(scene.view("older").version()).isEqualTo(9);
    }

    @Test
    void theSameStartAgainIsRefusedAsTheSameAndAnotherBodyAsAnother() {
        scene.start("wf", "c1", ONE, "{}");
        scene.eventRecords();

        scene.start("wf", "c2", ONE, "{}");
        scene.start("wf", "c3", ONE, "{\"x\":1}");

        var events = scene.eventRecords();
        assertThat(events.stream().map(event -> Scene.header(event.headers(), CloudEvent.COMMAND)))
                .containsExactly("c2", "c3");
        assertThat(events.stream().map(event -> new String(event.value(), StandardCharsets.UTF_8)))
                .containsExactly(
                        "{\"workflow\":\"wf\",\"reason\":\"exists\",\"detail\":\"workflow wf exists\",\"same\":true}",
                        "{\"workflow\":\"wf\",\"reason\":\"exists\",\"detail\":\"workflow wf exists\",\"same\":false}");
        assertThat(scene.published()).containsExactly("run a#1");
    }

    @Test
    void whatMayNotStartIsRejectedWithItsFaults() {
        scene.start("agent", ONE.replace("echo", "nobody"));
        scene.start("cycle", ONE.replace("\"agent\"", "\"dependsOn\": [\"a\"], \"agent\""));
        scene.startByName("name", "nothing", 3);

        assertThat(
                scene.eventRecords().stream().map(event -> new String(event.value(), StandardCharsets.UTF_8)))
                .satisfiesExactly(
                        agent -> assertThat(agent).contains("invalid_definition", "/tasks/a/agent",
                                "agent 'nobody' is not registered"),
                        cycle -> assertThat(cycle).contains("invalid_definition", "depends on itself"),
                        name -> assertThat(name).contains("unknown_definition", "'nothing' of version 3"));
        assertThat(scene.rows().get(RowKey.header(new WorkflowId("agent")))).isNull();
    }

    @Test
    void whatIsNotRegisteredIsToldTogetherWithWhatElseIsWrong() {
        scene.start("definition",
                """
                        {"name": "two", "tasks": {
                            "a": {"agent": "nobody", "action": "say", "dependsOn": ["c"]},
                            "b": {"agent": "echo", "action": "sing", "compensate": {"agent": "none", "action": "unsay"}}}}""");
        scene.start("input", null,
                """
                        {"name": "one", "input": {"n": "integer"}, "tasks": {"a": {"agent": "nobody", "action": "say"}}}""",
                "{\"n\": \"many\"}");

        assertThat(
                scene.eventRecords().stream().map(event -> new String(event.value(), StandardCharsets.UTF_8)))
                .satisfiesExactly(
                        definition -> assertThat(definition).contains("/tasks/a/dependsOn/0",
                                "/tasks/a/agent", "/tasks/b/action", "/tasks/b/compensate/agent"),
                        input -> assertThat(input).contains("/tasks/a/agent", "is not registered", "/n"));
    }

    @Test
    void anOrderThatIsNotAllowedIsRefusedAndOneThatIsIsCarriedOut() {
        scene.start("wf", ONE);
        scene.command("wf", new CommandRecord.Resume("c1"));
        scene.command("wf", new CommandRecord.Pause("c2"));
        scene.command("nowhere", new CommandRecord.Pause("c3"));

        var events = scene.eventRecords();
        assertThat(events.stream().skip(1).map(event -> Scene.header(event.headers(), CloudEvent.TYPE) + ' '
                + Scene.header(event.headers(), CloudEvent.COMMAND)))
                .containsExactly("dev.muster.command.refused c1", "dev.muster.workflow.paused c2",
                        "dev.muster.command.refused c3");
        assertThat(new String(events.getLast().value(), StandardCharsets.UTF_8))
                .contains("\"reason\":\"unknown\"");
    }

    @Test
    void anEventSaysWhatItIsInTheHeadersOfACloudEvent() {
        scene.start("wf", "c1", ONE, "{}");

        var event = scene.eventRecords().getFirst();

        assertThat(event.key()).isEqualTo("wf");
        assertThat(List.of(event.headers().toArray()).stream()
                .map(header -> header.key() + '=' + new String(header.value(), StandardCharsets.UTF_8)))
                .containsExactly("ce_specversion=1.0", "ce_id=muster.commands-0-0-0",
                        "ce_source=/muster/coordinator", "ce_type=dev.muster.workflow.started",
                        "ce_time=2026-01-02T03:04:05Z", "ce_subject=wf", "ce_command=c1",
                        "content-type=application/json");
    }

    @Test
    void aWideGroupIsPublishedInStepsAndJoins() {
        scene.start("wf", """
                {"name": "wide", "tasks": {
                  "each": {"agent": "echo", "action": "say", "forEach": "${1200}"},
                  "join": {"agent": "echo", "action": "say", "dependsOn": ["each"]}}}""");
        assertThat(scene.published()).hasSize(500);
        scene.pass(Duration.ofMillis(20));
        scene.pass(Duration.ofMillis(20));
        assertThat(scene.published()).hasSize(700);

        for (int index = 0; index < 1200; index++) {
            scene.succeed("wf", "each[" + index + "]", 1);
        }

        assertThat(scene.published()).containsExactly("run join#1");
    }
}
