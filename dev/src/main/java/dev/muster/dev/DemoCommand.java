package dev.muster.dev;

import dev.muster.cli.CommandFailedException;
import dev.muster.cli.ExitCode;
import dev.muster.cli.Terminal;
import dev.muster.dev.agents.SampleAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "demo", description = "Run a brand launch to its end, and one that fails and is rolled back.")
final class DemoCommand implements Callable<Integer> {
    /// Long enough for people to follow, short enough not to bore them.
    private static final Duration PACE = Duration.ofMillis(200);

    @Override
    public Integer call() throws InterruptedException, IOException {
        var terminal = Terminal.system(System.getenv());
        terminal.out()
                .println("Starting a Kafka broker, a coordinator and the sample agents in this process ...");
        // It stays when all else is deleted: the site in it is to be looked at.
        var output = Files.createTempDirectory("muster-demo-");
        try (var temporary = TemporaryFolder.named("muster-demo-data-");
                var fleet = start(temporary.path(), output)) {
            new Demo(fleet.coordinator().workflows(), fleet.server(), output, terminal).run();
            return ExitCode.DONE;
        } catch (DemoFailedException e) {
            throw CommandFailedException.of(ExitCode.NOT_COMPLETED, "the demo failed: " + e.getMessage());
        }
    }

    private static Fleet start(Path data, Path output) throws InterruptedException {
        return Fleet.start(new Fleet.Plan(data, 0, 0),
                worker -> SampleAgents.in(output, null, PACE).forEach(worker::agent));
    }
}
