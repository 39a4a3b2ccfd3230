package dev.muster.dev;

import dev.muster.cli.CommandFailedException;
import dev.muster.coordinator.access.Access;
import dev.muster.coordinator.access.AccessConfig;
import dev.muster.coordinator.port.Caller;
import dev.muster.coordinator.port.Role;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class TokenCommandTest {
    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void aTokenThatWasMadeIsLetIn() throws Exception {
        var file = folder.resolve("tokens");
        Files.writeString(file, "# people");

        assertThat(run("create", "ada", "--role", "operator", "--file", file.toString())).isZero();
        assertThat(run("create", "bob", "--role", "viewer", "--file", file.toString())).isZero();

        var tokens = out.toString().lines().toList();
        var access = Access.of(new AccessConfig(file, null, null, false), null);
        assertThat(access.who(tokens.get(0))).contains(new Caller("ada", Role.OPERATOR));
        assertThat(access.who(tokens.get(1))).contains(new Caller("bob", Role.VIEWER));
        assertThat(Files.readString(file)).doesNotContain(tokens.get(0));
    }

    @Test
    void withoutAFileTheLineIsPrintedToo() throws Exception {
        var file = folder.resolve("tokens");

        assertThat(run("create", "ada", "--role", "admin")).isZero();

        var lines = out.toString().lines().toList();
        Files.writeString(file, lines.get(1).replaceFirst("^Line for --tokens: *", "") + "\n");
        assertThat(Access.of(new AccessConfig(file, null, null, false), null)
                .who(lines.get(0).replaceFirst("^Token, shown this once: ", "")))
                .contains(new Caller("ada", Role.ADMIN));
    }

    @ParameterizedTest
    @CsvSource({"ada,peer,'--role is peer, expected viewer, operator or admin'",
        "a b,admin,'NAME is ''a b'': a name can''t be, expected 1 to 100 of A-Z a-z 0-9 . _ @ + - that begin with a letter or digit'"})
    void whatCantBeIsRefused(String name, String role, String message) {
        var failures = new StringWriter();
        var line = new CommandLine(new TokenCommand());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            failures.write(String.valueOf(failure.getMessage()));
            return ((CommandFailedException) failure).exitCode();
        });

        assertThat(line.execute("create", name, "--role", role)).isEqualTo(2);
        assertThat(failures).hasToString(message);
    }

    private int run(String... arguments) {
        return new CommandLine(new TokenCommand()).setOut(new PrintWriter(out, true)).execute(arguments);
    }
}
