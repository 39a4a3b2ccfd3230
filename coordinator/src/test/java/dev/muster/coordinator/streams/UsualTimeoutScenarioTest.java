package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.CommandRecord;
import dev.muster.common.wire.GateRecord;
import dev.muster.common.wire.TaskRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The timeout that is set of an agent type, and the workflows whose definitions state none.
class UsualTimeoutScenarioTest {
    private static final String SILENT = """
            {"name": "silent", "tasks": {
                "a": {"agent": "echo", "action": "say", "retry": {"delay": "1s"}, "compensate": {"action": "unsay"}}}}""";
    private static final String STATED = """
            {"name": "stated", "tasks": {"a": {"agent": "echo", "action": "say", "timeout": "300s",
                "compensate": {"action": "unsay", "timeout": "10m"}}}}""";

    @AutoClose
    private final Scene scene;

    UsualTimeoutScenarioTest(@TempDir Path folder) {
        scene = Scene.in(folder);
        scene.ask("echo", new GateRecord.Register(List.of("say", "unsay"), null));
    }

    @Test
    void itIsFiveMinutesWhereNothingIsSet() {
        scene.start("wf", SILENT);

        assertThat(published()).containsExactly("run a#1 PT5M");
    }

    @Test
    void whatIsSetCountsForTasksAndCompensationsThatStateNone() {
        set(Duration.ofSeconds(30));
        scene.start("wf", SILENT);
        scene.succeed("wf", "a", 1);
        scene.command("wf", new CommandRecord.Rollback(null));

        assertThat(published()).containsExactly("run a#1 PT30S", "compensate a#2 PT30S");
    }

    @Test
    void whatADefinitionStatesCountsEvenIfItIsTheUsualOne() {
        set(Duration.ofSeconds(30));
        scene.start("wf", STATED);
        scene.succeed("wf", "a", 1);
        scene.command("wf", new CommandRecord.Rollback(null));

        assertThat(published()).containsExactly("run a#1 PT5M", "compensate a#2 PT10M");
    }

    @Test
    void whatIsSetLaterCountsForWorkflowsThatStartLater() {
        set(Duration.ofSeconds(30));
        scene.start("before", SILENT);
        set(Duration.ofSeconds(40));
        scene.start("after", SILENT);
        set(null);
        scene.start("last", SILENT);
        scene.fail("before", "a", 1, "flaky");
        scene.pass(Duration.ofSeconds(1));

        assertThat(published()).containsExactly("run a#1 PT30S", "run a#1 PT40S", "run a#1 PT5M",
                "run a#2 PT30S");
    }

    @Test
    void itIsPartOfTheDefinitionThatIsKeptWithTheWorkflow() {
        set(Duration.ofSeconds(30));
        scene.start("wf", SILENT);

        var origin = Objects.requireNonNull(new RowReader(scene.rows(), new WorkflowId("wf")).origin());
        var kept = scene.rows().get(RowKey.definition(origin.definition()));

        assertThat(new String(kept, StandardCharsets.UTF_8)).isEqualTo(
                """
                        {"name":"silent","tasks":{"a":{"agent":"echo","action":"say","retry":{"delay":"1s"},"timeout":"30s",\
                        "compensate":{"action":"unsay","timeout":"30s"}}}}""");
        assertThat(scene.view("wf").name()).isEqualTo("silent");
    }

    private void set(@Nullable Duration timeout) {
        scene.ask("echo", new GateRecord.Configure(AgentSettings.NONE.withTimeout(timeout)));
    }

    private List<String> published() {
        return scene.tasks().stream().map(UsualTimeoutScenarioTest::told).toList();
    }

    private static String told(TaskRecord task) {
        return task.phase().name().toLowerCase(Locale.ROOT) + ' ' + task.task() + '#'
                + task.attempt() + ' ' + Duration.ofMillis(task.order().timeoutMillis());
    }
}
