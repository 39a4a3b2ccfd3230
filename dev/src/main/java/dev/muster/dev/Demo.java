package dev.muster.dev;

import dev.muster.cli.Terminal;
import dev.muster.cli.WorkflowWatch;
import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.port.Submission;
import dev.muster.coordinator.port.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Shows what Muster does: a brand launch that completes, then one that fails and is rolled back.
/// @param server the address of the HTTP API
/// @param output the folder that the sample agents write to
record Demo(Workflows workflows, String server, Path output, Terminal terminal) {
    private static final String UNDONE = "dev.muster.task.compensated";

    /// @throws DemoFailedException if anything is not as it must be
    void run() throws IOException {
        say("1. A brand launch: pictures are drawn, a site is built of them, stock is reconciled, a campaign written.");
        var launched = follow("brand-launch", "demo-launch", "COMPLETED");
        var site = site(launched);

        say("");
        say("2. The same, but its campaign fails for good: all that was made is taken away, in reverse order.");
        var failed = follow("brand-launch-failing", "demo-rollback", "ROLLED_BACK");
        checkOrder(failed);
        checkNothingIsLeft(failed);

        say("");
        say("%s in %s, %s in %s: all as it should be.".formatted(status(launched), seconds(launched),
                status(failed), seconds(failed)));
        say("The site that was built: " + site);
    }

    private JsonNode follow(String name, String id, String expected) {
        var input = new Json(WireFormat.MAPPER.writeValueAsString(Map.of("brand", "Aurora")));
        workflows.submit(new Submission(new WorkflowId(id), Example.named(name).json(), null, null, input,
                List.of("demo"), "muster demo"));
        var ended = WorkflowWatch.on(server, null, terminal).follow(id);
        if (!ended.status().equals(expected)) {
            throw new DemoFailedException(
                    "workflow " + id + " ended " + ended.status() + ", expected " + expected);
        }
        return WireFormat.MAPPER.readTree(ended.json());
    }

    /// The front page, as the task that built it names it.
    private Path site(JsonNode launched) {
        var page = output.resolve(launched.at("/tasks/website/output/index").asString(""));
        if (!Files.isRegularFile(page)) {
            throw new DemoFailedException("the launch has completed, but no site was found at " + page);
        }
        return page;
    }

    private void checkOrder(JsonNode rolledBack) {
        var undone = workflows.events(new WorkflowId(rolledBack.path("id").asString(""))).stream()
                .map(event -> WireFormat.MAPPER.readTree(event.text()))
                .filter(event -> event.path("type").asString("").equals(UNDONE))
                .map(event -> event.at("/data/task").asString("")).toList();
        new ReverseOrder(Example.named("brand-launch-failing").dependsOn()).check(undone);
        say("Undone, in this order: " + String.join(", ", undone));
    }

    private void checkNothingIsLeft(JsonNode rolledBack) throws IOException {
        var folder = output.resolve(rolledBack.path("id").asString(""));
        if (Files.exists(folder)) {
            try (var left = Files.walk(folder)) {
                throw new DemoFailedException(
                        "the rollback left something behind: " + left.toList().getLast());
            }
        }
        say("Nothing of it is left on disk: there is no " + folder);
    }

    private void say(String line) {
        terminal.out().println(line);
    }

    private static String status(JsonNode workflow) {
        return workflow.path("status").asString("");
    }

    private static String seconds(JsonNode workflow) {
        return "%.1f s".formatted(workflow.at("/timing/durationSeconds").asDouble(0));
    }
}
