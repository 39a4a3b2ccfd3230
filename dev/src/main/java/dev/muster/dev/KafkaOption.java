package dev.muster.dev;

import dev.muster.cli.CommandFailedException;
import dev.muster.cli.ExitCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which Kafka a part of a fleet works on.
final class KafkaOption {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    @Option(names = "--kafka", paramLabel = "HOST:PORT[,...]", required = true, description = "Where Kafka is: one or more of its brokers.")
    private @Nullable String brokers;

    /// @return the brokers, which have answered
    /// @throws CommandFailedException if that is no address, or nobody answers there
    String reachable() throws InterruptedException {
        var address = String.valueOf(brokers);
        Map<String, Object> settings = Map.of("bootstrap.servers", address, "request.timeout.ms", "3000",
                "default.api.timeout.ms", String.valueOf(ANSWER_WITHIN.toMillis()));
        try (var admin = Admin.create(settings)) {
            var _ = admin.describeCluster().clusterId().get();
            return address;
        } catch (ExecutionException e) {
            throw CommandFailedException.of(ExitCode.UNREACHABLE,
                    "no Kafka broker answers at " + address + ", expected one within "
                            + ANSWER_WITHIN.toSeconds()
                            + " s");
        } catch (KafkaException e) {
            throw CommandFailedException.usage("--kafka is \"" + address
                    + "\", expected HOST:PORT, or several with commas between, of hosts that are known");
        }
    }
}
