package dev.muster.dev;

import dev.muster.cli.CommandFailedException;
import dev.muster.cli.ExitCode;
import dev.muster.dev.settings.Faults;
import dev.muster.dev.settings.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which Kafka a part of a fleet works on, and how it speaks to it.
final class KafkaOption {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    @Option(names = "--kafka", paramLabel = "HOST:PORT[,...]", required = true, description = "Where Kafka is: one or more of its brokers.")
    private @Nullable String brokers;

    @Mixin
    private KafkaSettings settings = new KafkaSettings();

    /// @param faults gets what is wrong with them
    Map<String, String> settings(Faults faults) {
        return settings.checked(faults);
    }

    /// @return the brokers, which have answered
    /// @throws CommandFailedException if that is no address, nobody answers there, or Kafka lets nobody in who comes so
    String reachable(Map<String, String> checked) throws InterruptedException {
        var address = String.valueOf(brokers);
        try (var admin = Admin.create(client(address, checked))) {
            var _ = admin.describeCluster().clusterId().get();
            return address;
        } catch (ExecutionException | KafkaException e) {
            throw failed(address, e);
        }
    }

    /// The settings of a client that is not waited for long.
    static Map<String, Object> client(String brokers, Map<String, String> settings) {
        var all = new HashMap<String, Object>(settings);
        all.put("bootstrap.servers", brokers);
        all.put("request.timeout.ms", "3000");
        all.put("default.api.timeout.ms", String.valueOf(ANSWER_WITHIN.toMillis()));
        return all;
    }

    /// In one line, why Kafka can't be worked with. Causes may quote settings, and are not told.
    static CommandFailedException failed(String brokers, Exception failure) {
        if (failure instanceof ExecutionException) {
            return switch (failure.getCause()) {
                case AuthenticationException e -> CommandFailedException.of(ExitCode.REFUSED,
                        "Kafka at " + brokers + " does not let this user in: " + e.getMessage());
                case AuthorizationException e -> CommandFailedException.of(ExitCode.REFUSED,
                        "Kafka at " + brokers + " does not let this user do that: " + e.getMessage());
                case null, default -> CommandFailedException.of(ExitCode.UNREACHABLE,
                        "no Kafka broker answers at " + brokers + ", expected one within "
                                + ANSWER_WITHIN.toSeconds() + " s");
            };
        }
        return CommandFailedException.usage("Kafka's clients can't be set up for \"" + brokers
                + "\", expected HOST:PORT, or several with commas between, of hosts that are known, and settings that fit together"
                + (failure.getCause() instanceof KafkaException cause ? ": " + cause.getMessage() : ""));
    }
}
