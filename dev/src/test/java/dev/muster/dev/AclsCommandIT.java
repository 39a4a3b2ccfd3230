package dev.muster.dev;

import dev.muster.cli.MusterCommand;
import dev.muster.common.AgentType;
import dev.muster.common.Topics;
import dev.muster.dev.acl.FleetUser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What `muster acls` tells and sets up, against a broker with an authorizer.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class AclsCommandIT {
    private static final Topics TOPICS = Topics.DEFAULT;

    private Path folder;
    private SecuredBroker broker;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        broker = new SecuredBroker(folder);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void applySetsUpWhatEachPartNeeds() throws Exception {
        var ended = apply(broker.administrator(), "--coordinator", "boss", "--worker", "payer=pay,mail");

        assertThat(ended).isEqualTo(new Ended(0, "30 ACLs of 2 users are set up\n"));
        assertThat(broker.acls("boss"))
                .containsExactlyInAnyOrderElementsOf(FleetUser.coordinator("boss", TOPICS).bindings());
        assertThat(broker.acls("payer")).containsExactlyInAnyOrderElementsOf(FleetUser.worker("payer", TOPICS,
                List.of(new AgentType("pay"), new AgentType("mail"))).bindings());
    }

    @Test
    void theScriptSetsUpTheSameByKafkasOwnTool() throws Exception {
        var told = run("acls", "--coordinator", "it's the boss", "--reader", "audit");

        var ended = sh(Files.writeString(folder.resolve("acls.sh"), told.out()));

        assertThat(ended).isZero();
        assertThat(broker.acls("it's the boss")).containsExactlyInAnyOrderElementsOf(
                FleetUser.coordinator("it's the boss", TOPICS).bindings());
        assertThat(broker.acls("audit"))
                .containsExactlyInAnyOrderElementsOf(FleetUser.reader("audit", TOPICS).bindings());
    }

    @Test
    void whoMayNotAlterAclsIsRefused() throws Exception {
        broker.let("stranger", FleetUser.reader("stranger", TOPICS).bindings());

        var ended = apply(broker.settings("stranger"), "--coordinator", "stranger");

        assertThat(ended).isEqualTo(new Ended(3, ""));
        assertThat(broker.acls("stranger"))
                .containsExactlyInAnyOrderElementsOf(FleetUser.reader("stranger", TOPICS).bindings());
    }

    private record Ended(int code, String out) {}

    private Ended apply(Map<String, String> settings, String... users) {
        var arguments = new ArrayList<String>();
        arguments.add("acls");
        arguments.addAll(List.of(users));
        arguments.addAll(List.of("--apply", broker.bootstrap()));
        settings.forEach((name, value) -> arguments.addAll(List.of("--kafka-setting", name + "=" + value)));
        return run(arguments.toArray(String[]::new));
    }

    private static Ended run(String... arguments) {
        var out = new StringWriter();
        var code = MusterCommand.commandLine(new AclsCommand()).setOut(new PrintWriter(out, true))
                .execute(arguments);
        return new Ended(code, out.toString());
    }

    /// Runs it where `kafka-acls.sh` is what Kafka's distribution calls by that name.
    private int sh(Path script) throws Exception {
        var tool = Files.writeString(folder.resolve("kafka-acls.sh"),
                """
                        #!/bin/sh
                        exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$TOOLS" org.apache.kafka.tools.AclCommand "$@"
                        """
                        .formatted(Path.of(System.getProperty("java.home"), "bin", "java")));
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        var settings = broker.administrator().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
        var shell = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("acls.log").toFile());
        shell.environment().putAll(Map.of("KAFKA", broker.bootstrap(), "ADMIN",
                Files.writeString(folder.resolve("admin.properties"), settings).toString(), "TOOLS",
                System.getProperty("java.class.path"), "PATH", folder + ":" + System.getenv("PATH")));
        return shell.start().waitFor();
    }
}
