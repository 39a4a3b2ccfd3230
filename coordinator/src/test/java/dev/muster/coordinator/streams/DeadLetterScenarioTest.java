package dev.muster.coordinator.streams;

import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.monitor.Occurrence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What can't be read is put aside as it came, and what comes after it is not held up.
class DeadLetterScenarioTest {
    private static final String ONE = """
            {"name": "one", "tasks": {"a": {"agent": "echo", "action": "say"}}}""";

    @AutoClose
    private final Scene scene;

    DeadLetterScenarioTest(@TempDir Path folder) {
        scene = Scene.in(folder);
    }

    @Test
    void unreadableCommandsArePutAsideWithTheirReason() {
        scene.send("muster.commands", "wf", bytes("not JSON"));
        scene.send("muster.commands", "wf", bytes("{\"v\":2,\"type\":\"pause\"}"));
        scene.send("muster.commands", "wf", bytes("{\"v\":1,\"type\":\"dance\"}"));
        scene.send("muster.commands", "no id!", bytes("{\"v\":1,\"type\":\"pause\"}"));
        scene.send("muster.commands", null, bytes("{\"v\":1,\"type\":\"pause\"}"));
        scene.send("muster.commands", "wf", null);
        scene.start("wf", ONE);

        assertThat(scene.deadLetters()).containsExactly("commands: not JSON at line 1, column 1",
                "commands: expected version 1 in field v",
                "commands: unknown type 'dance' of a command record",
                "commands: workflow id 'no id!' is not allowed: expected 1 to 128 letters, digits, '.', '_', ':' or '-',"
                        + " the first a letter or digit",
                "commands: expected a workflow id as key, and a value",
                "commands: expected a workflow id as key, and a value");
        assertThat(scene.published()).containsExactly("run a#1");
        assertThat(scene.counted()).filteredOn(new Occurrence.DeadLetter()::equals).hasSize(6);
    }

    @Test
    void aDeadLetterHoldsTheBytesAndSaysWhereTheyCameFrom() {
        scene.start("wf", ONE);
        scene.send("muster.commands", "wf", bytes("not JSON"));

        var letter = scene.deadLetterRecords().getFirst();

        assertThat(letter.key()).isEqualTo("wf");
        assertThat(letter.value()).isEqualTo(bytes("not JSON"));
        assertThat(Scene.header(letter.headers(), "topic")).isEqualTo("muster.commands");
        assertThat(Scene.header(letter.headers(), "partition")).isEqualTo("0");
        assertThat(Scene.header(letter.headers(), "offset")).isEqualTo("1");
    }

    @Test
    void unreadableReportsAndReportsOnNothingArePutAside() {
        scene.start("wf", ONE);
        scene.send("muster.reports", "wf", bytes("[]"));
        scene.send("muster.reports", "wf", bytes("{\"v\":1,\"type\":\"succeeded\",\"attempt\":1}"));
        scene.send("muster.reports", "wf",
                bytes("{\"v\":1,\"type\":\"succeeded\",\"task\":\"?\",\"attempt\":1}"));
        scene.succeed("wf", "nothing", 1);
        scene.succeed("nowhere", "a", 1);
        scene.succeed("wf", "a", 1);

        assertThat(scene.deadLetters()).containsExactly("reports: expected a JSON object",
                "reports: field task is missing",
                "reports: task id '?' is not allowed: expected 1 to 64 letters, digits or '_', the first not a digit",
                "reports: workflow wf has no task nothing", "reports: there is no workflow nowhere");
        assertThat(scene.view("wf").status()).isEqualTo("COMPLETED");
    }

    @Test
    void unreadableHeartbeatsArePutAside() {
        scene.start("wf", ONE);
        scene.send("muster.workers", "w1", bytes("{"));
        scene.send("muster.workers", null, bytes("{}"));
        scene.heartbeat("w1", Scene.claim("no id!", "a", 1));
        scene.heartbeat("w1", Scene.claim("wf", "a", 1));

        assertThat(scene.deadLetters()).hasSize(3).allMatch(letter -> letter.startsWith("workers: "));
        assertThat(scene.events()).contains("task.started a");
    }

    @Test
    void unreadableEntriesOfTheTablesCountAsAbsent() {
        scene.send("muster.agents", "echo", bytes("?"));
        scene.send("muster.agents", null, bytes("?"));
        scene.send("muster.definitions", "one:1", bytes("?"));
        scene.start("wf", ONE);
        scene.startByName("wf", "one", null);

        assertThat(scene.events()).containsExactly("workflow.rejected", "workflow.rejected");
    }

    @Test
    void aStartThatIsRefusedOnTheLogIsToldInTheWordsOfHttp() {
        scene.startByName("nothing", "none", null);
        scene.start("circle",
                """
                        {"name": "circle", "tasks": {"a": {"agent": "echo", "action": "say", "dependsOn": ["a"]}}}""");

        var told = scene.eventRecords().stream()
                .map(event -> WireFormat.MAPPER.readTree(event.value())).toList();

        assertThat(told).hasSize(2);
        assertThat(told.getFirst().propertyNames()).containsExactly("workflow", "reason", "type", "title",
                "status", "detail");
        assertThat(told.getFirst().path("reason").asString()).isEqualTo("unknown_definition");
        assertThat(told.getFirst().path("type").asString())
                .isEqualTo("urn:muster:problem:unknown-definition");
        assertThat(told.getFirst().path("status").asInt()).isEqualTo(404);
        assertThat(told.getLast().path("type").asString())
                .isEqualTo("urn:muster:problem:circular-dependency");
        assertThat(told.getLast().path("status").asInt()).isEqualTo(422);
        assertThat(told.getLast().at("/cycle/0").asString()).isEqualTo("a");
        assertThat(told.getLast().at("/errors/0/path").asString()).startsWith("/tasks/a/dependsOn");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
