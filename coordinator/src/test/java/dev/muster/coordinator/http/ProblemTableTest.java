package dev.muster.coordinator.http;

import dev.muster.common.AgentType;
import dev.muster.common.WorkflowId;
import dev.muster.common.error.CircuitOpenException;
import dev.muster.common.error.NotReadyException;
import dev.muster.common.error.OverloadedException;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.common.error.WorkflowConcurrencyException;
import dev.muster.common.error.WorkflowTimeoutException;
import dev.muster.coordinator.port.Caller;
import dev.muster.coordinator.port.ProblemKind;
import dev.muster.coordinator.port.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The table of problems in the document of the API, row by row: each can be met, with the status that stands there.
class ProblemTableTest {
    private static final Duration SOON = Duration.ofSeconds(3);
    /// What no client sends that is not written for it.
    private static final Map<String, String> RAW = Map.of(
            "foreign-host", "GET /api/v1/system HTTP/1.1\r\nHost: evil.example",
            "address-too-long", "GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: localhost",
            "http-version-not-supported", "GET /api/v1/system HTTP/1.0\r\nHost: localhost");

    private final ServedFleet served = new ServedFleet();
    private final ServedFleet guarded = new ServedFleet(new Admission(token -> token.equals("viewer")
            ? Optional.of(new Caller("bob", Role.VIEWER))
            : Optional.empty(), null, false, new CallerBounds(1, 1)));

    record Row(int status, String type) {}

    static Stream<Row> rows() {
        return Tables.under("Problems").stream().flatMap(cells -> Arrays.stream(cells.get(1).split(", "))
                .map(type -> new Row(Integer.parseInt(cells.get(0)), type)));
    }

    @AfterEach
    void close() {
        served.close();
        guarded.close();
    }

    @Test
    void theTableHasEveryKindWithItsStatus() {
        var kinds = new TreeMap<String, Integer>();
        for (var kind : ProblemKind.values()) {
            kinds.put(kind.type().replace("urn:muster:problem:", ""), kind.status());
        }
        var told = new TreeMap<String, Integer>();
        rows().forEach(row -> told.put(row.type(), row.status()));

        assertThat(told).isEqualTo(kinds);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachIsMet(Row row) throws IOException {
        if (RAW.containsKey(row.type())) {
            meetByHand(row, RAW.get(row.type()));
            return;
        }
        var reply = met(row.type());

        assertThat(reply.status()).isEqualTo(row.status());
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:" + row.type());
        assertThat(reply.field("/detail")).isNotEmpty();
        assertThat(!reply.header("Retry-After").isEmpty())
                .isEqualTo(row.status() == 429 || row.status() == 503);
    }

    private ServedFleet.Reply met(String type) {
        return switch (type) {
            case "unreadable" -> served.get("/api/v1/workflows?status=odd");
            case "unauthenticated" -> guarded.get("/api/v1/system");
            case "forbidden" -> as("viewer", "PUT", "/api/v1/system");
            case "foreign-origin" ->
                served.send("POST", "/api/v1/workflows", "", "", "Origin", "http://evil.example");
            case "unknown-path" -> served.get("/nothing");
            case "unknown-workflow" -> served.get("/api/v1/workflows/none");
            case "unknown-definition" -> served.get("/api/v1/definitions/none");
            case "unknown-agent" -> served.get("/api/v1/agents/none");
            case "unknown-dead-letter" -> served.get("/api/v1/dead-letters/9-9");
            case "method-not-allowed" -> served.put("/api/v1/workflows", "{}");
            case "conflict" -> conflict();
            case "too-large" -> served.post("/api/v1/workflows", " ".repeat(Body.MOST_BYTES + 1));
            case "unsupported-media-type" -> served.send("POST", "/api/v1/workflows", "text/plain", "x");
            case "invalid-request" -> served.put("/api/v1/system", "{\"limit\":-1}");
            case "invalid-definition" -> served.post("/api/v1/definitions/validate", "{}");
            case "circular-dependency" -> circle();
            case "too-many-requests" -> Stream.generate(() -> as("viewer", "GET", "/api/v1/system"))
                    .filter(reply -> reply.status() != 200).findFirst().orElseThrow();
            case "overloaded" -> keptOut(new OverloadedException("busy", SOON));
            case "too-many-workflows" -> keptOut(new WorkflowConcurrencyException(1, SOON));
            case "internal" -> failing(new IllegalStateException("a bug"));
            case "task-failed" -> failing(TaskExecutionException.terminal("no", "no money", null));
            case "not-ready" -> failing(new NotReadyException("soon"));
            case "circuit-open" -> failing(new CircuitOpenException(new AgentType("finance")));
            case "workflow-timeout" -> failing(new WorkflowTimeoutException(new WorkflowId("w1"), SOON));
            default -> throw new IllegalArgumentException("no test meets " + type);
        };
    }

    private void meetByHand(Row row, String request) throws IOException {
        try (var client = new RawClient(served.port())) {
            var answer = client
                    .send((request + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII), false, false)
                    .orElseThrow();

            assertThat(answer.status()).isEqualTo(row.status());
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.text()).contains("\"urn:muster:problem:" + row.type() + "\"");
        }
    }

    private ServedFleet.Reply conflict() {
        served.put("/api/v1/definitions/launch", "{\"name\":\"launch\"}");
        served.post("/api/v1/workflows", "{\"id\":\"w1\",\"name\":\"launch\"}");
        return served.post("/api/v1/workflows", "{\"id\":\"w1\",\"name\":\"launch\",\"tags\":[\"other\"]}");
    }

    private ServedFleet.Reply circle() {
        served.fleet().readDefinitions();
        var task = Map.of("agent", "finance", "action", "pay", "dependsOn", new String[]{"a"});
        return served.post("/api/v1/definitions/validate", ApiJson.MAPPER.writeValueAsString(
                Map.of("name", "launch", "tasks", Map.of("a", task))));
    }

    private ServedFleet.Reply keptOut(RuntimeException refusal) {
        served.fleet().keepOut(refusal);
        return served.post("/api/v1/workflows", "{\"name\":\"launch\"}");
    }

    private ServedFleet.Reply failing(Throwable failure) {
        served.fleet().failWith(failure);
        return served.get("/api/v1/system");
    }

    private ServedFleet.Reply as(String token, String method, String path) {
        return guarded.send(method, path, "", "", "Authorization", "Bearer " + token);
    }
}
