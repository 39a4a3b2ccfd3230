package dev.muster.coordinator.http;

import dev.muster.common.AgentType;
import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.common.error.AgentNotFoundException;
import dev.muster.common.error.CircuitOpenException;
import dev.muster.common.error.CircularDependencyException;
import dev.muster.common.error.ConflictException;
import dev.muster.common.error.Fault;
import dev.muster.common.error.InvalidDefinitionException;
import dev.muster.common.error.MusterException;
import dev.muster.common.error.NotReadyException;
import dev.muster.common.error.OverloadedException;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.common.error.UnknownDeadLetterException;
import dev.muster.common.error.UnknownDefinitionException;
import dev.muster.common.error.UnknownWorkflowException;
import dev.muster.common.error.UnreadableDefinitionException;
import dev.muster.common.error.WorkflowConcurrencyException;
import dev.muster.common.error.WorkflowException;
import dev.muster.common.error.WorkflowTimeoutException;
import dev.muster.coordinator.port.ProblemKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemsTest {
    private static final List<Fault> FAULTS = List.of(new Fault("/tasks/a", "is wrong"));

    private final ServedFleet served = new ServedFleet();

    @AfterEach
    void close() {
        served.close();
    }

    static Stream<Arguments> failures() {
        var id = new WorkflowId("w1");
        var finance = new AgentType("finance");
        return Stream.of(
                failure(new UnreadableDefinitionException("expected JSON", 2, 7), 400, "unreadable"),
                failure(new UnknownWorkflowException("no w1"), 404, "unknown-workflow"),
                failure(new UnknownDefinitionException("no launch"), 404, "unknown-definition"),
                failure(new AgentNotFoundException(finance), 404, "unknown-agent"),
                failure(new UnknownDeadLetterException("no 2-17"), 404, "unknown-dead-letter"),
                failure(new ConflictException("ended"), 409, "conflict"),
                failure(new WorkflowException(id, "stuck", null), 409, "conflict"),
                failure(new InvalidDefinitionException(FAULTS), 422, "invalid-definition"),
                failure(new CircularDependencyException(List.of(new TaskId("a"), new TaskId("b")), FAULTS),
                        422,
                        "circular-dependency"),
                failure(new WorkflowConcurrencyException(100, Duration.ofSeconds(7)), 429,
                        "too-many-workflows"),
                failure(new OverloadedException("busy", Duration.ofSeconds(7)), 429, "overloaded"),
                failure(TaskExecutionException.terminal("no_money", "no money", null), 502, "task-failed"),
                failure(new CircuitOpenException(finance), 503, "circuit-open"),
                failure(new NotReadyException("soon"), 503, "not-ready"),
                failure(new WorkflowTimeoutException(id, Duration.ofSeconds(1)), 504, "workflow-timeout"));
    }

    private static Arguments failure(MusterException failure, int status, String type) {
        return Arguments.of(failure, status, type);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aKnownFailureHasItsStatusAndType(MusterException failure, int status, String type) {
        served.fleet().failWith(failure);

        var reply = served.get("/api/v1/system");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:" + type);
        assertThat(reply.field("/title")).isNotEmpty();
        assertThat(reply.json().at("/status").intValue()).isEqualTo(status);
        assertThat(reply.field("/detail")).isEqualTo(failure.getMessage());
        assertThat(reply.header("Retry-After")).isEqualTo(switch (status) {
            case 429 -> "7";
            case 503 -> "1";
            default -> "";
        });
    }

    @Test
    void aCircularDependencyIsNamedTaskByTask() {
        served.fleet()
                .failWith(new CircularDependencyException(List.of(new TaskId("a"), new TaskId("b")), FAULTS));

        var reply = served.post("/api/v1/definitions/validate", "{}");

        assertThat(reply.json().path("cycle").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(reply.json().path("errors").toString())
                .isEqualTo("[{\"path\":\"/tasks/a\",\"message\":\"is wrong\"}]");
    }

    @Test
    void anUnexpectedFailureTellsNothingInternal() {
        for (var failure : List.of(new IllegalStateException("broker-7:9092 said no"),
                new AssertionError("broker-7"))) {
            served.fleet().failWith(failure);

            var reply = served.get("/api/v1/system");

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).isEqualTo("""
                    {"type":"urn:muster:problem:internal","title":"Something went wrong in the server",\
                    "status":500,"detail":"the server failed to answer; its log says why"}""");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/api/v2/workflows", "/api/v1/workflows/", "/x/../etc",
        "/api"})
    void anUnknownPathIsNotFound(String path) {
        var reply = served.get(path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:unknown-path");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"DELETE|/api/v1/workflows|GET, POST",
        "GET|/api/v1/workflows/w1/cancel|POST",
        "POST|/api/v1/definitions/launch|GET, PUT", "DELETE|/api/v1/definitions/validate|GET, POST, PUT",
        "PATCH|/health/live|GET", "OPTIONS|/|GET", "BREW|/api/v1/system|GET, PUT"})
    void aMethodThatIsNotAllowedIsToldWhichAre(String method, String path, String allowed) {
        var reply = served.send(method, path, "", "");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo(allowed);
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:method-not-allowed");
        assertThat(reply.field("/detail")).isEqualTo(
                "method " + method + " was used, expected " + allowed.replace(", ", " or "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"name\": }|the body is not JSON at line 1, column 10; expected one JSON value, no field twice",
        "{\"name\":\"a\"|the body is not JSON at line 1, column 12; expected one JSON value, no field twice",
        "{\"name\":\"a\",\"name\":\"b\"}|the body is not JSON at line 1, column 19; expected one JSON value, no field twice",
        "{} {}|the body is not JSON at line 1, column 4; expected one JSON value, no field twice"})
    void unreadableJsonIsToldWhere(String body, String detail) {
        var reply = served.post("/api/v1/workflows", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:unreadable");
        assertThat(reply.field("/detail")).isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name: [a\ntasks: {}\n", "a: b\n---\nc: d\n", "a: *nothing\n", "\ta: b\n",
        "a: &x [*x]\n", "name: \u0001\n", " "})
    void unreadableYamlIsRefused(String body) {
        var reply = served.send("POST", "/api/v1/definitions/validate", "application/yaml", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:unreadable");
    }

    @Test
    void unreadableYamlIsToldWhere() {
        var reply = served.send("POST", "/api/v1/definitions/validate", "application/yaml",
                "name: a\ntasks: [\n");

        assertThat(reply.field("/detail")).startsWith("not YAML: ").endsWith("(line 3, column 1)");
    }

    @Test
    void aFieldThatStandsTwiceInYamlIsToldAsAFault() {
        var reply = served.send("POST", "/api/v1/definitions/validate", "application/yaml",
                "a:\n  b: 1\n  b: 2\n");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.field("/errors/0/path")).isEqualTo("/a/b");
        assertThat(reply.field("/errors/0/message")).isEqualTo("'b' stands here more than once");
    }

    @Test
    void aBodyThatIsNotAnObjectIsRefused() {
        assertThat(served.post("/api/v1/workflows", "[]").field("/detail")).isEqualTo(": expected an object");
        assertThat(served.post("/api/v1/workflows", " ").status()).isEqualTo(400);
        assertThat(served.send("POST", "/api/v1/workflows", "application/json", "").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", ""})
    void anotherMediaTypeIsRefused(String type) {
        var reply = served.send("POST", "/api/v1/workflows", type, "{}");

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:unsupported-media-type");
        assertThat(reply.field("/detail")).isEqualTo("the content type is " + (type.isEmpty() ? "none" : type)
                + ", expected application/json or application/yaml");
    }

    @Test
    void aBodyOfTheGreatestSizeIsRead() {
        var body = "{\"name\":\"nothing\",\"tags\":[\"" + "x".repeat(Body.MOST_BYTES - 30) + "\"]}";
        assertThat(body).hasSize(Body.MOST_BYTES);

        assertThat(served.post("/api/v1/workflows", body).field("/type"))
                .isEqualTo("urn:muster:problem:unknown-definition");
    }

    @ParameterizedTest
    @ValueSource(ints = {Body.MOST_BYTES + 1, 4 * Body.MOST_BYTES})
    void aBodyThatIsTooLargeIsRefused(int size) {
        var reply = served.post("/api/v1/workflows", " ".repeat(size));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:too-large");
        assertThat(reply.field("/detail")).isEqualTo("the body is too large, expected at most 1048576 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1:1"})
    void aPageOfAnotherOriginMayNotGiveOrders(String origin) {
        served.fleet().status("w1", "RUNNING");

        var reply = served.send("POST", "/api/v1/workflows/w1/cancel", "", "", "Origin", origin);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:foreign-origin");
        assertThat(served.fleet().orders()).isEmpty();
    }

    @Test
    void aPageOfTheSameOriginMayGiveOrders() {
        served.fleet().status("w1", "RUNNING");

        assertThat(served.send("POST", "/api/v1/workflows/w1/cancel", "", "", "Origin",
                "http://127.0.0.1:" + served.port()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\r\n\r\n", "GET /api/v1/system HTTP/1.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "GET /api/v1/workflows/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /api/v1/workflows HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n"})
    void whatIsNotHttpIsToldInTheSameForm(String bytes) throws IOException {
        var reply = raw(bytes);

        assertThat(reply).startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"type\":\"urn:muster:problem:unreadable\"")
                .contains("the request is not well-formed HTTP/1.1").doesNotContain("Exception");
    }

    @Test
    void aBodyBeyondAllMeasureIsNotEvenRead() throws IOException {
        var reply = raw("POST /api/v1/workflows HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\n\r\n");

        assertThat(reply).startsWith("HTTP/1.1 413 ").contains("\"type\":\"urn:muster:problem:too-large\"");
    }

    @Test
    void everyAnswerCarriesTheHeadersThatKeepItSafe() throws IOException {
        served.fleet().failWith(new NotReadyException("soon"));

        for (var path : List.of("/openapi.json", "/health/live", "/api/v1/system", "/nothing")) {
            var reply = served.get(path);
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
            assertThat(reply.header("Content-Security-Policy")).startsWith("default-src 'none'");
        }
        assertThat(raw("nonsense\r\n\r\n")).containsIgnoringCase("x-content-type-options: nosniff")
                .containsIgnoringCase("cache-control: no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/system", "/openapi.json", "/api/v1/workflows/w1/cancel", "/nothing",
        "/api/v1/workflows?status=odd"})
    void anAnswerToHeadHasNoBodyThatTheNextAnswerWouldBeginWith(String path) throws IOException {
        try (var client = new RawClient(served.port())) {
            client.send(request("HEAD", path), true, false);

            var next = client.send(request("GET", "/health/live"), false, false).orElseThrow();

            assertThat(next.status()).isEqualTo(200);
            assertThat(next.text()).isEqualTo("{\"status\":\"live\"}");
        }
    }

    private static byte[] request(String method, String path) {
        return (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void everyKindHasATypeOfItsOwn() {
        var types = Arrays.stream(ProblemKind.values()).map(ProblemKind::type).toList();

        assertThat(types).doesNotHaveDuplicates()
                .allMatch(type -> type.matches("urn:muster:problem:[a-z-]+"));
    }

    private String raw(String bytes) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
