package dev.muster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/// With `-o json` every verb prints what the API answered, to the letter.
class JsonOutputTest {
    private static final String ODD = "{ \"status\" : \"COMPLETED\",\"x\":1.50 , \"y\":\"\\u00fc\"}";
    private static final String VALIDATE = "POST /api/v1/definitions/validate";
    private static final String VALID = "{\"name\":\"launch\", \"tasks\":1,\"definition\":{}}";

    private final FakeServer server = new FakeServer();

    @TempDir
    private Path folder;

    static Stream<Arguments> verbs() {
        return Stream.of(verb("validate", "FILE", VALIDATE),
                verb("register", "FILE", "PUT /api/v1/definitions/launch"),
                verb("definitions", "", "GET /api/v1/definitions"),
                verb("run", "launch", "POST /api/v1/workflows"), verb("list", "", "GET /api/v1/workflows"),
                verb("show", "w1", "GET /api/v1/workflows/w1"),
                verb("watch", "w1", "GET /api/v1/workflows/w1"),
                verb("cancel", "w1", "POST /api/v1/workflows/w1/cancel"),
                verb("pause", "w1", "POST /api/v1/workflows/w1/pause"),
                verb("resume", "w1", "POST /api/v1/workflows/w1/resume"),
                verb("retry", "w1", "POST /api/v1/workflows/w1/retry"),
                verb("rollback", "w1", "POST /api/v1/workflows/w1/rollback"),
                verb("events", "--workflow w1", "GET /api/v1/workflows/w1/events"),
                verb("agents", "", "GET /api/v1/agents"), verb("lag", "", "GET /api/v1/lag"),
                verb("agent show", "finance", "GET /api/v1/agents/finance"),
                verb("agent set", "finance --limit 1", "PUT /api/v1/agents/finance"),
                verb("agent reset-breaker", "finance", "POST /api/v1/agents/finance/reset-breaker"),
                verb("dead-letters", "", "GET /api/v1/dead-letters"),
                verb("dead-letters show", "0-7", "GET /api/v1/dead-letters/0-7"),
                verb("dead-letters replay", "0-7", "POST /api/v1/dead-letters/0-7/replay"),
                verb("dead-letters discard", "0-7", "POST /api/v1/dead-letters/0-7/discard"),
                verb("system", "", "GET /api/v1/system"),
                verb("system set", "--limit 1", "PUT /api/v1/system"));
    }

    private static Arguments verb(String name, String more, String request) {
        return Arguments.of(name, more, request);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void theAnswerIsPrintedToTheLetter(String verb, String more, String request) throws IOException {
        var file = Files.writeString(folder.resolve("launch.yaml"), "name: launch\n");
        var answer = request.equals(VALIDATE) ? VALID : ODD;
        server.answers(VALIDATE, 200, VALID).answers(request, 200, answer);

        var arguments = (verb + " " + more.replace("FILE", file.toString()) + " -o json").split(" +");

        var expected = new Shell.Result(0, answer + "\n", "");
        assertThat(Shell.to(server).run(arguments)).isEqualTo(expected);
        assertThat(Shell.on(server, true).run(arguments)).as("on a terminal with colours")
                .isEqualTo(expected);
    }

    @Test
    void noVerbIsLeftOut() {
        var all = new TreeSet<String>();
        leaves(Shell.commandLine(), "", all);

        assertThat(verbs().map(verb -> verb.get()[0])).containsAll(all);
    }

    private static void leaves(CommandLine line, String name, Set<String> found) {
        line.getSubcommands().forEach((verb, command) -> leaves(command, (name + " " + verb).strip(), found));
        if (line.getSubcommands().isEmpty() && !name.equals("generate-completion")) {
            found.add(name);
        }
    }
}
