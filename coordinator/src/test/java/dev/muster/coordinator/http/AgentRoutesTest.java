package dev.muster.coordinator.http;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AgentRoutesTest {
    private static final String FINANCE = """
            {"type":"finance","actions":["pay","sync_inventory"],\
            "held":0,"waiting":0,"lag":0,"inFlight":0,"backlog":0,"missing":[],\
            "arrivalRate":0.0,"serviceRate":0.0,"utilisation":0.0,"drainSeconds":0.0,"desiredWorkers":0,"workers":[],"disagreements":[],\
            "breaker":{"state":"CLOSED","failures":5,"delay":"60s","successes":2}}""";

    private final ServedFleet served = new ServedFleet();

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void agentsAreListed() {
        assertThat(served.get("/api/v1/agents").body())
                .isEqualTo("{\"agents\":[" + FINANCE + "],\"bottleneck\":\"finance\"}");
    }

    @Test
    void lagIsTold() {
        assertThat(served.get("/api/v1/lag").body()).isEqualTo(
                """
                        {"sampledAt":"2026-01-02T03:04:05Z","groups":[{"group":"muster.workers.finance","kind":"share",\
                        "agent":"finance","lag":7,"partitions":[\
                        {"topic":"muster.tasks.finance","partition":0,"end":7,"lag":7}]}]}""");
    }

    @Test
    void anAgentIsShown() {
        assertThat(served.get("/api/v1/agents/finance").body()).isEqualTo(FINANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /api/v1/agents/marketing", "GET /api/v1/agents/9lives",
        "PUT /api/v1/agents/9lives", "POST /api/v1/agents/marketing/reset-breaker"})
    void anUnknownAgentIsNotFound(String asked) {
        var reply = served.send(asked.split(" ")[0], asked.split(" ")[1], "", "");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:unknown-agent");
    }

    @Test
    void aNewAgentIsRegistered() {
        var reply = served.put("/api/v1/agents/marketing", "{\"actions\":[\"post\",\"*\"],\"limit\":3}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(served.get("/api/v1/agents/marketing").json()).isEqualTo(reply.json());
        assertThat(reply.json().path("actions").toString()).isEqualTo("[\"post\",\"*\"]");
        assertThat(reply.field("/limit")).isEqualTo("3");
    }

    @Test
    void whatIsAbsentStaysAndWhatIsNullIsRemoved() {
        served.put("/api/v1/agents/finance",
                "{\"limit\":3,\"rate\":2.5,\"weights\":{\"gold\":3},\"breaker\":{\"failures\":9,\"delay\":\"1m30s\"},\"timeout\":\"PT90S\"}");

        var reply = served.put("/api/v1/agents/finance", "{\"limit\":0,\"weights\":null}");

        assertThat(reply.body()).isEqualTo(
                """
                        {"type":"finance","actions":["pay","sync_inventory"],"limit":0,"rate":2.5,"timeout":"1m30s",\
                        "held":0,"waiting":0,"lag":0,"inFlight":0,"backlog":0,"missing":[],\
                        "arrivalRate":0.0,"serviceRate":0.0,"utilisation":0.0,"drainSeconds":0.0,"desiredWorkers":0,"workers":[],"disagreements":[],\
                        "breaker":{"state":"CLOSED","failures":9,"delay":"90s","successes":2}}""");
    }

    @Test
    void aBreakerIsReset() {
        assertThat(served.post("/api/v1/agents/finance/reset-breaker").body()).isEqualTo(FINANCE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"limit\":-1}|/limit|expected a whole number of 0 or more",
        "{\"limit\":1.5}|/limit|expected a whole number of 0 or more",
        "{\"rate\":0}|/rate|expected a number from 0.001 to 1000000",
        "{\"weights\":{\"a/b\":null}}|/weights/a~1b|expected a number from 0.001 to 1000000",
        "{\"weights\":[]}|/weights|expected an object",
        "{\"breaker\":{\"delay\":\"soon\"}}|/breaker/delay|expected a duration such as 250ms, 5s, 2m or 1h30m, above zero",
        "{\"timeout\":\"0s\"}|/timeout|expected a duration such as 250ms, 5s, 2m or 1h30m, above zero",
        "{\"breaker\":{\"failures\":0}}|/breaker/failures|expected a whole number above 0",
        "{\"breaker\":{\"tries\":1}}|/breaker/tries|unknown field, expected one of failures, delay, successes",
        "{\"actions\":[\"9\"]}|/actions/0|action '9' is not allowed: expected 1 to 100 letters"})
    void whatCantBeIsToldWithItsPath(String body, String path, String message) {
        var reply = served.put("/api/v1/agents/finance", body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("errors")).hasSize(1);
        assertThat(reply.field("/errors/0/path")).isEqualTo(path);
        assertThat(reply.field("/errors/0/message")).startsWith(message);
        assertThat(served.get("/api/v1/agents/finance").body()).isEqualTo(FINANCE);
    }
}
