package dev.muster.dev;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.muster.cli.MusterCommand;
import dev.muster.common.AgentType;
import dev.muster.coordinator.Coordinator;
import dev.muster.coordinator.CoordinatorConfig;
import dev.muster.coordinator.access.AccessConfig;
import dev.muster.coordinator.access.TokenLine;
import dev.muster.coordinator.http.CallerBounds;
import dev.muster.coordinator.port.AgentChange;
import dev.muster.coordinator.port.Caller;
import dev.muster.coordinator.port.Role;
import dev.muster.dev.browser.Browser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// A fleet of two coordinators that want to know who calls.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
final class AccessIT {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final int WORKFLOWS = 12;

    private final String operator = TokenLine.freshToken();
    private final String viewer = TokenLine.freshToken();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Coordinator> coordinators = new ArrayList<>();
    private EmbeddedBroker broker;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        var tokens = Files.writeString(folder.resolve("tokens"),
                TokenLine.of(new Caller("ada", Role.OPERATOR), operator) + "\n"
                        + TokenLine.of(new Caller("bob", Role.VIEWER), viewer) + "\n");
        var secret = Files.writeString(folder.resolve("secret"), "s".repeat(40) + "\n");
        var entry = new CoordinatorConfig.Entry(new AccessConfig(tokens, null, secret, false), Set.of(),
                false, CallerBounds.USUAL);
        broker = EmbeddedBroker.start();
        for (var name : List.of("one", "two")) {
            coordinators.add(Coordinator.start(CoordinatorConfig.of(broker.bootstrap(), folder.resolve(name))
                    .withHttp(new CoordinatorConfig.Http("127.0.0.1", 0, null, entry))));
        }
        for (var coordinator : coordinators) {
            assertThat(coordinator.awaitReady(WITHIN)).isTrue();
        }
        coordinators.getFirst().agents().configure(new AgentType("nobody"),
                AgentChange.adding(List.of("say")));
    }

    @AfterAll
    void stop() {
        coordinators.forEach(Coordinator::close);
        if (broker != null) {
            broker.close();
        }
        client.close();
    }

    @Test
    void eachCoordinatorAnswersForTheOtherAndNobodyElseIsAnswered() throws Exception {
        for (var number = 0; number < WORKFLOWS; number++) {
            var id = "w" + number;
            Awaitility.await("is accepted").atMost(WITHIN).until(() -> send("POST", 0, "/api/v1/workflows",
                    operator, "{\"id\":\"" + id + "\",\"definition\":{\"name\":\"one\",\"tasks\":{\"a\":"
                            + "{\"agent\":\"nobody\",\"action\":\"say\"}}}}")
                    .statusCode() < 300);
        }

        for (var asked : List.of(0, 1)) {
            Awaitility.await("all are told").atMost(WITHIN)
                    .until(() -> IntStream.range(0, WORKFLOWS)
                            .allMatch(number -> send("GET", asked, "/api/v1/workflows/w" + number, viewer, "")
                                    .statusCode() == 200)
                            && send("GET", asked, "/api/v1/workflows", viewer, "").statusCode() == 200);
        }
        assertThat(send("GET", 0, "/api/v1/workflows", "", "").statusCode()).isEqualTo(401);
        assertThat(send("POST", 0, "/internal/questions", operator, "{\"question\":\"agents\"}").statusCode())
                .isEqualTo(403);
        assertThat(send("POST", 0, "/internal/questions", "s".repeat(40), "{\"question\":\"agents\"}")
                .statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusalIsLoggedWithoutTheToken() {
        var logger = (Logger) LoggerFactory.getLogger("dev.muster.coordinator.http.Door");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        logger.addAppender(lines);
        try {
            var refused = send("PUT", 0, "/api/v1/agents/x", viewer, "{\"limit\":1}");

            assertThat(refused.statusCode()).isEqualTo(403);
            Awaitility.await().until(() -> !lines.list.isEmpty());
            assertThat(lines.list.getFirst().getKeyValuePairs().stream().map(Object::toString))
                    .containsExactly("caller=\"bob\"", "address=\"127.0.0.1\"", "method=\"PUT\"",
                            "path=\"/api/v1/agents/x\"", "refusal=\"urn:muster:problem:forbidden\"");
            assertThat(lines.list.toString()).doesNotContain(viewer);
        } finally {
            logger.detachAppender(lines);
        }
    }

    @Test
    void theCommandLineSaysWhoAsks() {
        var errors = new StringWriter();

        assertThat(muster(errors, "system", "--server", server(0))).isEqualTo(3);
        assertThat(errors.toString()).contains("see --token and MUSTER_TOKEN");
        assertThat(muster(errors, "system", "--server", server(0), "--token", viewer)).isZero();
        assertThat(muster(errors, "system", "set", "--limit", "5", "--server", server(0), "--token", viewer))
                .isEqualTo(3);
    }

    @Test
    void theUiAsksForATokenAndShowsWhatItAllows(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path profile) throws Exception {
        var page = new UiPage(Browser.start(profile), server(0));
        try {
            page.open("/workflows").awaitText("dialog h2", "Sign in");
            assertThat(page.barriers()).isEmpty();

            page.type("#token", "nonsense").click("dialog button", "Sign in")
                    .awaitText("dialog p", "does not take this token").type("#token", viewer)
                    .click("dialog button", "Sign in");

            page.await("!document.querySelector('dialog')").awaitText("#live", "Live")
                    .awaitText("#session button", "Sign out");
            assertThat(page.value("document.cookie").asString()).isEmpty();
            page.open("/").awaitText("h1", "Fleet").await("!document.querySelector('dialog')");
            page.click("#session button", "Sign out").awaitText("dialog h2", "Sign in");
        } finally {
            page.close();
        }
    }

    private int muster(StringWriter errors, String... arguments) {
        return MusterCommand.commandLine().setErr(new PrintWriter(errors, true))
                .setOut(new PrintWriter(new StringWriter(), true)).execute(arguments);
    }

    private String server(int coordinator) {
        return "http://127.0.0.1:" + coordinators.get(coordinator).httpPort().orElseThrow();
    }

    private HttpResponse<String> send(String method, int coordinator, String path, String token,
            String body) {
        var request = HttpRequest.newBuilder(URI.create(server(coordinator) + path)).method(method,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
