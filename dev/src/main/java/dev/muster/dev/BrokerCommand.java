package dev.muster.dev;

import dev.muster.cli.CommandFailedException;
import dev.muster.cli.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "broker", description = "Start the embedded Kafka broker alone, for development.")
final class BrokerCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "Where its data is kept; without it, the data is deleted at the end.")
    private @Nullable Path data;

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "9092", description = "The port of 127.0.0.1 to listen on, 0 for any (default: ${DEFAULT-VALUE}).")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        try (var lifetime = new Lifetime(); var broker = start(data, port)) {
            System.out.println("Kafka is on " + broker.bootstrap());
            lifetime.awaitEnd();
        }
        return ExitCode.DONE;
    }

    /// @throws CommandFailedException if it can't start, saying why
    static EmbeddedBroker start(@Nullable Path data, int port) {
        try {
            return data == null ? EmbeddedBroker.start(port) : EmbeddedBroker.start(data, port);
        } catch (BrokerStartException e) {
            throw CommandFailedException.usage(String.valueOf(e.getMessage()));
        }
    }
}
