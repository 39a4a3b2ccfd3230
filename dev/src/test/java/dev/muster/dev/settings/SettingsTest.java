package dev.muster.dev.settings;

import dev.muster.cli.CommandFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SettingsTest {
    private static final String SECRET = "org.example.Login required password=\"hush\";";

    private final Part part = new Part();
    private final CommandLine line = new CommandLine(new Root()).addSubcommand(part);

    @TempDir
    private Path folder;

    @Command(name = "root")
    private static final class Root {}

    @Command(name = "part")
    private static final class Part {
        @Mixin
        private final SettingsOptions settings = new SettingsOptions();

        @Mixin
        private final KafkaSettings kafka = new KafkaSettings();

        @Option(names = "--port", defaultValue = "8080")
        private int port;

        @Option(names = "--agent")
        private List<String> agents = List.of();

        @Option(names = "--is-open")
        private boolean isOpen;
    }

    @Test
    void aFlagCountsBeforeTheEnvironmentAndThatBeforeTheFile() {
        var file = file("port: 1\nagent: [a, b]\nis-open: true\n");

        tell(Map.of("MUSTER_PORT", "2", "MUSTER_AGENT", "c\nd\n"), "part", "--config", file, "--port=3");

        assertThat(part.port).isEqualTo(3);
        assertThat(part.agents).containsExactly("c", "d");
        assertThat(part.isOpen).isTrue();
    }

    @Test
    void theFileMayBeNamedByTheEnvironment() {
        tell(Map.of("MUSTER_CONFIG", file("port: 1\n")), "part");

        assertThat(part.port).isEqualTo(1);
    }

    @Test
    void settingsOfKafkasClientsAreTakenOneByOne() throws IOException {
        var jaas = Files.writeString(folder.resolve("jaas"), SECRET + "\n");
        var file = file(
                "kafka.security.protocol: PLAINTEXT\nkafka.sasl.mechanism: PLAIN\nkafka.client.rack: a\n");

        tell(Map.of("MUSTER_KAFKA_SECURITY_PROTOCOL", "SASL_SSL", "MUSTER_KAFKA_SASL_JAAS_CONFIG_FILE",
                jaas.toString()),
                "part", "--config", file, "--kafka-setting", "sasl.mechanism=SCRAM-SHA-512");

        assertThat(part.kafka.checked(new Faults())).containsOnly(Map.entry("security.protocol", "SASL_SSL"),
                Map.entry("sasl.mechanism", "SCRAM-SHA-512"), Map.entry("client.rack", "a"),
                Map.entry("sasl.jaas.config", SECRET));
    }

    @Test
    void everyFaultIsTold() {
        var file = file(
                "prot: 1\nport: many\nkafka.sasl.jaas.config: {file: none/such}\nkafka.linger.ms: soon\n");

        assertThatThrownBy(() -> {
            tell(Map.of("MUSTER_AGNET", "x"), "part", "--config", file);
            var faults = part.settings.faults(spec());
            part.kafka.checked(faults);
            faults.check();
        }).isInstanceOf(CommandFailedException.class).hasMessage("the settings have 5 faults:")
                .extracting(failure -> String.join("\n", ((CommandFailedException) failure).details()))
                .asString()
                .contains("there is no setting 'prot', which " + file + " sets, did you mean 'port'?",
                        "the variable MUSTER_AGNET sets nothing, did you mean 'MUSTER_AGENT'?",
                        "kafka.sasl.jaas.config is said to be in none/such", "'many' is not an int",
                        "kafka.linger.ms");
    }

    @Test
    void whatHoldsIsTellableWithoutSecrets() {
        tell(Map.of("MUSTER_KAFKA_SASL_JAAS_CONFIG", SECRET, "MUSTER_KAFKA_MY_TOKEN", "hush"), "part",
                "--port", "9",
                "--agent", "mail=http://me:hush@mail/tasks");

        var told = part.settings.effective(spec(),
                part.kafka.checked(new Faults()));

        assertThat(told).contains("port: 9  # flag", "is-open: false  # default",
                "kafka.sasl.jaas.config: (not shown)  # MUSTER_KAFKA_SASL_JAAS_CONFIG")
                .noneMatch(setting -> setting.contains("hush"));
    }

    @Test
    void whatKubernetesSetsForServicesIsNoSetting() {
        tell(Map.of("MUSTER_SERVICE_HOST", "10.0.0.1", "MUSTER_PORT_8080_TCP_ADDR", "10.0.0.1"), "part");

        assertThat(part.settings.faults(spec()))
                .satisfies(Faults::check);
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(line.getSubcommands().get("part")).getCommandSpec();
    }

    private String file(String text) {
        try {
            return Files.writeString(folder.resolve("muster.yaml"), text).toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tell(Map<String, String> environment, String... arguments) {
        line.parseArgs(Settings.into(line, arguments, environment));
    }
}
