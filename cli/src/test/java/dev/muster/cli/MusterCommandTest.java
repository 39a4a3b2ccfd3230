package dev.muster.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MusterCommandTest {
    private final FakeServer server = new FakeServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "systems|muster: Unmatched argument at index 0: 'systems'; see muster --help",
        "system --loud|muster: Unknown option: '--loud'; see muster system --help",
        "system -o xml|muster: Invalid value for option '--output': expected table or json but was 'xml'; see muster system --help"})
    void wrongUsageIsToldInOneLine(String arguments, String told) {
        var result = Shell.to(server).run(arguments.split(" "));

        assertThat(result).isEqualTo(new Shell.Result(2, "", told + "\n"));
    }

    @Test
    void withoutACommandTheHelpIsNamed() {
        assertThat(Shell.to(server).run())
                .isEqualTo(new Shell.Result(2, "",
                        "muster: no command is given, expected one; see muster --help\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "ftp://127.0.0.1", "http://", "http://a b", "http://127.0.0.1?x=1"})
    void anAddressThatIsNoneIsWrongUsage(String address) {
        var result = Shell.to(server).run("system", "--server", address);

        assertThat(result).isEqualTo(new Shell.Result(2, "",
                "muster: server '" + address
                        + "' is no address, expected one such as http://127.0.0.1:8080\n"));
    }

    @Test
    void aRefusalIsToldInTheServersWords() {
        server.answers("GET /api/v1/system", 503,
                "{\"title\":\"Not ready\",\"status\":503,\"detail\":\"it starts\"}");

        assertThat(Shell.to(server).run("system")).isEqualTo(new Shell.Result(3, "", "muster: it starts\n"));
    }

    @Test
    void aRefusalByAnotherKindOfServerIsTold() {
        server.answers("GET /api/v1/system", 502, "<html>Bad gateway</html>");

        assertThat(Shell.to(server).run("system")).isEqualTo(new Shell.Result(3, "",
                "muster: the server refused with status 502, expected a coordinator of Muster there\n"));
    }

    @Test
    void anAnswerOfAnotherKindOfServerIsTold() {
        server.answers("GET /api/v1/system", 200, "<html>Welcome</html>");

        assertThat(Shell.to(server).run("system"))
                .isEqualTo(new Shell.Result(4, "", "muster: server " + server.url()
                        + " answers, but not as Muster does, expected a coordinator there; see --server\n"));
    }

    @Test
    void aServerThatIsNotThereIsTold() throws IOException {
        var address = "http://127.0.0.1:" + freePort();

        var result = Shell.to(server).run("system", "--server", address);

        assertThat(result).isEqualTo(new Shell.Result(4, "", "muster: server " + address
                + " is not reachable (no connection), expected a coordinator there; see --server\n"));
    }

    @Test
    void theServerOfTheCommandLineComesBeforeThatOfTheEnvironment() {
        server.answers("GET /api/v1/system", 200, "{}");

        var result = Shell.piped(Map.of("MUSTER_URL", "http://127.0.0.1:1")).run("--server",
                server.url() + "/",
                "system");

        assertThat(result.code()).isZero();
    }

    @Test
    void theTokenIsSent() {
        server.answers("GET /api/v1/system", 200, "{}");
        var shell = Shell.piped(Map.of("MUSTER_URL", server.url(), "MUSTER_TOKEN", "secret"));

        shell.run("system");
        shell.run("system", "--token", "other");
        Shell.to(server).run("system");

        assertThat(server.asked()).extracting(FakeServer.Asked::authorization).containsExactly(
                "Bearer secret",
                "Bearer other", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\r", "secret\nX-Odd: 1", "sécret", "two words"})
    void aTokenThatIsNoneIsWrongUsageAndNotShown(String token) {
        var result = Shell.piped(Map.of("MUSTER_URL", server.url(), "MUSTER_TOKEN", token)).run("system");

        assertThat(result)
                .isEqualTo(new Shell.Result(2, "", "muster: the token has a character that no token "
                        + "has, such as the end of a line, expected visible characters of ASCII alone\n"));
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void whatTheServerTellsCanNotSteerTheTerminal() {
        server.answers("GET /api/v1/system", 422,
                """
                        {"title":"bad\\u001b[2J","detail":"bad","errors":[{"path":"/a\\nb","message":"\\u001b]0;x\\u0007"}]}""")
                .answers("GET /api/v1/agents", 404, "{\"detail\":\"no\\r\\u001b[31magent\"}");

        assertThat(Shell.to(server).run("system").err())
                .isEqualTo("muster: bad [2J, 1 fault:\n  /a b:  ]0;x \n");
        assertThat(Shell.to(server).run("agents").err()).isEqualTo("muster: no [31magent\n");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(Shell.to(server).run("--version").out()).matches("muster \\d+\\.\\d+\\.\\d+\n");
        assertThat(Shell.to(server).run("system", "--version").out()).startsWith("muster ");
    }

    @Test
    void theHelpNamesCommandsOptionsAndExitCodes() {
        var result = Shell.to(server).run("--help");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("system").contains("--server=URL").contains("server not reachable")
                .doesNotContain("\u001b");
    }

    @Test
    void theShellCanCompleteTheCommand() {
        assertThat(Shell.to(server).run("generate-completion").out()).contains("complete").contains("muster");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
