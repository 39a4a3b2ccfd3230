package dev.muster.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

import static org.assertj.core.api.Assertions.assertThat;

/// The table of exit codes in the document of the command line, row by row.
class ExitCodesTest {
    private final FakeServer server = new FakeServer();

    /// A command with a bug.
    @Command(name = "stumble")
    static final class Stumble implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("it stumbled");
        }
    }

    static Stream<Integer> codes() {
        try {
            return Files.readAllLines(Path.of("..", "docs", "cli.md")).stream()
                    .dropWhile(line -> !line.equals("## Exit codes"))
                    .takeWhile(line -> !line.startsWith("An error"))
                    .filter(line -> line.matches("\\| \\d+ \\|.*"))
                    .map(line -> Integer.valueOf(line.replaceAll("\\| (\\d+) \\|.*", "$1")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void eachCodeIsMet(int code) {
        server.answers("GET /api/v1/system", 200, "{}")
                .answers("GET /api/v1/workflows/w1?outputs=false", 200, Views.workflow("FAILED"))
                .answers("GET /api/v1/workflows/w1", 200, Views.workflow("FAILED"))
                .answers("GET /api/v1/agents", 403, "{\"detail\":\"the caller may not do this\"}");

        assertThat(exitCode(switch (code) {
            case 0 -> List.of("system");
            case 1 -> List.of("watch", "w1");
            case 2 -> List.of("system", "--nonsense");
            case 3 -> List.of("agents");
            case 4 -> List.of("system", "--server", "http://127.0.0.1:1");
            case 70 -> List.of("stumble");
            default -> throw new IllegalArgumentException("no test for exit code " + code);
        })).isEqualTo(code);
    }

    @Test
    void theTableHasEveryCode() {
        assertThat(codes()).containsExactly(Arrays.stream(ExitCode.class.getFields()).map(field -> {
            try {
                return field.getInt(null);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }).sorted().toArray(Integer[]::new));
    }

    @Test
    void whoIsNotKnownIsToldHowToSayWhoHeIs() {
        server.answers("GET /api/v1/system", 401, "{\"detail\":\"the request says not who asks\"}");

        assertThat(Shell.to(server).run("system")).isEqualTo(new Shell.Result(3, "",
                "muster: the request says not who asks; see --token and MUSTER_TOKEN\n"));
    }

    private int exitCode(List<String> arguments) {
        var terminal = new Terminal(new PrintWriter(new StringWriter(), true),
                new PrintWriter(new StringWriter(), true),
                false, false);
        return MusterCommand.commandLine(terminal, Map.of("MUSTER_URL", server.url()), new Stumble())
                .execute(arguments.toArray(String[]::new));
    }
}
