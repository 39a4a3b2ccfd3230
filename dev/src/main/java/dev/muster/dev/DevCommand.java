package dev.muster.dev;

import dev.muster.cli.ExitCode;
import dev.muster.dev.agents.SampleAgents;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "dev", description = "Start a broker, a coordinator and the sample agents in one process.")
final class DevCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept and found again at the next start; without it, all is deleted at the end.")
    private @Nullable Path data;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "The port of the HTTP API, 0 for any (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "9092", description = "The port of the broker, 0 for any (default: ${DEFAULT-VALUE}).")
    private int kafkaPort;

    @Override
    public Integer call() throws InterruptedException {
        try (var lifetime = new Lifetime(); var temporary = TemporaryFolder.named("muster-dev-")) {
            var folder = data == null ? temporary.path() : data.toAbsolutePath().normalize();
            var output = folder.resolve("output");
            try (var fleet = Fleet.start(new Fleet.Plan(folder, port, kafkaPort),
                    worker -> SampleAgents.in(output).forEach(worker::agent))) {
                Example.registerTemplates(fleet.coordinator().definitions());
                tell(fleet, output);
                return lifetime.awaitEnd(fleet.coordinator()::isLive) ? ExitCode.DONE : Lifetime.BROKEN;
            }
        }
    }

    private static void tell(Fleet fleet, Path output) {
        System.out.printf("""
                Muster runs. Ctrl-C stops it.

                  API and UI   %1$s
                  Kafka        %2$s
                  Output       %3$s

                Try in another terminal:

                  ./muster --server %1$s definitions
                  ./muster --server %1$s run brand-launch --input '{"brand": "Aurora"}' --wait
                  ./muster --server %1$s list
                  ./muster --server %1$s system
                """, fleet.server(), fleet.kafka(), output);
    }
}
