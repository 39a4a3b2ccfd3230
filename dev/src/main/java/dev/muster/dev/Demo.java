package dev.muster.dev;

import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.port.Submission;
import dev.muster.coordinator.port.WorkflowView;
import dev.muster.coordinator.port.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Shows what Muster does: a brand launch that completes, then one that fails and is rolled back.
/// @param output the folder that the sample agents write to
record Demo(Workflows workflows, Path output, Screen screen) {
    private static final Duration AT_MOST = Duration.ofMinutes(2);

    /// @throws DemoFailedException if anything is not as it must be
    void run() throws InterruptedException, IOException {
        screen.say("");
        screen.say(
                "1. A brand launch: pictures are drawn, a site is built from them, stock is reconciled, a campaign written.");
        var launched = follow("brand-launch", "demo-launch", "COMPLETED");
        var site = site(launched);

        screen.say("");
        screen.say(
                "2. The same, but the campaign fails after its retries: what was made is taken away in reverse order.");
        var failed = follow("brand-launch-failing", "demo-rollback", "ROLLED_BACK");
        checkNothingIsLeft(failed);

        screen.say("");
        screen.say("%s and %s in %.1f s and %.1f s, as they should.".formatted(launched.status(),
                failed.status(),
                launched.timing().durationSeconds(), failed.timing().durationSeconds()));
        screen.say("The site that was built: " + site);
    }

    private WorkflowView follow(String name, String id, String expected) throws InterruptedException {
        var example = Example.named(name);
        var input = new Json(WireFormat.MAPPER.writeValueAsString(Map.of("brand", "Aurora")));
        workflows.submit(
                new Submission(new WorkflowId(id), example.json(), null, null, input, List.of("demo"),
                        "muster demo"));
        var order = new ReverseOrder(example.dependsOn());
        var ended = new Watch(workflows).toItsEnd(new WorkflowId(id), AT_MOST, view -> {
            screen.show(view);
            order.check(view);
        });
        if (!ended.status().equals(expected)) {
            throw new DemoFailedException("workflow " + id + " ended " + ended.status() + ", expected "
                    + expected
                    + ended.errors().stream().findFirst().map(error -> ": " + error.message()).orElse(""));
        }
        return ended;
    }

    /// The front page, as the task that built it names it.
    private Path site(WorkflowView launched) {
        var website = Objects.requireNonNull(launched.tasks()).get("website");
        var built = website == null || website.output() == null ? Json.EMPTY_OBJECT : website.output();
        var page = output.resolve(WireFormat.MAPPER.readTree(built.text()).path("index").asString());
        if (!Files.isRegularFile(page)) {
            throw new DemoFailedException("the launch has completed, but no site was found at " + page);
        }
        return page;
    }

    private void checkNothingIsLeft(WorkflowView rolledBack) throws IOException {
        var folder = output.resolve(rolledBack.id());
        if (Files.exists(folder)) {
            try (var left = Files.walk(folder)) {
                throw new DemoFailedException(
                        "the rollback left something behind: " + left.toList().getLast());
            }
        }
        screen.say("Nothing of it is left in " + output + ": checked.");
    }
}
