package dev.muster.coordinator.http;

import dev.muster.common.Json;
import dev.muster.common.error.OverloadedException;
import dev.muster.common.error.WorkflowConcurrencyException;
import dev.muster.coordinator.port.Order;
import dev.muster.coordinator.port.WorkflowFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WorkflowRoutesTest {
    private static final String DEFINITION = "{\"name\":\"brand-launch\",\"tasks\":{}}";

    private final ServedFleet served = new ServedFleet();

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void whoeverIsKeptOutIsToldWhenToComeAgain() {
        served.fleet().keepOut(new OverloadedException("busy", Duration.ofSeconds(3)));

        var reply = served.post("/api/v1/workflows", "{\"name\":\"launch\"}");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isEqualTo("3");
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:overloaded");
    }

    @Test
    void whoeverIsKeptOutIsToldBeforeTheBodyIsLookedAt() {
        served.fleet().keepOut(new WorkflowConcurrencyException(100, Duration.ofSeconds(3)));

        var reply = served.post("/api/v1/workflows", "{");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:too-many-workflows");
        assertThat(reply.field("/detail"))
                .isEqualTo("100 workflows or more wait for their turn to run, expected fewer");
    }

    @Test
    void ordersAndQuestionsPassWhileNewWorkIsKeptOut() {
        served.fleet().keepOut(new OverloadedException("busy", Duration.ofSeconds(3)));
        served.fleet().status("w1", "RUNNING");

        assertThat(served.post("/api/v1/workflows/w1/cancel").status()).isEqualTo(200);
        assertThat(served.get("/api/v1/workflows/w1").status()).isEqualTo(200);
        assertThat(served.fleet().orders()).containsExactly(Order.CANCEL);
    }

    @Test
    void aWorkflowIsAcceptedWithItsPlace() {
        var reply = served.post("/api/v1/workflows", "{\"id\":\"w1\",\"definition\":" + DEFINITION
                + ",\"input\":{\"price\":1.10},\"tags\":[\"spring\"],\"createdBy\":\"ada\"}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Location")).isEqualTo("/api/v1/workflows/w1");
        assertThat(reply.body()).isEqualTo("{\"id\":\"w1\"}");
        var submission = served.fleet().submission("w1");
        assertThat(submission.definition()).isEqualTo(new Json(DEFINITION));
        assertThat(submission.input()).isEqualTo(new Json("{\"price\":1.10}"));
        assertThat(submission.tags()).containsExactly("spring");
        assertThat(submission.createdBy()).isEqualTo("ada");
    }

    @Test
    void aWorkflowCanComeInYaml() {
        var reply = served.send("POST", "/api/v1/workflows", "application/yaml", """
                id: w1
                definition: {name: brand-launch, tasks: {}}
                input: {brand: Acme}
                """);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(served.fleet().submission("w1").definition()).isEqualTo(new Json(DEFINITION));
    }

    @Test
    void theSameSubmissionTwiceIsOneWorkflow() {
        served.post("/api/v1/workflows", "{\"id\":\"w1\",\"definition\":" + DEFINITION + "}");

        var again = served.post("/api/v1/workflows", "{\"definition\":" + DEFINITION + ",\"id\":\"w1\"}");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo("{\"id\":\"w1\"}");
    }

    @Test
    void theSameIdWithAnotherBodyIsAConflict() {
        served.post("/api/v1/workflows", "{\"id\":\"w1\",\"definition\":" + DEFINITION + "}");

        var other = served.post("/api/v1/workflows",
                "{\"id\":\"w1\",\"definition\":" + DEFINITION + ",\"input\":{\"a\":1}}");

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.field("/type")).isEqualTo("urn:muster:problem:conflict");
    }

    @Test
    void aRegisteredDefinitionIsRunByName() {
        served.fleet().register(new Json(DEFINITION));

        var reply = served.post("/api/v1/workflows", "{\"name\":\"brand-launch\",\"version\":1}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(served.fleet().submission(reply.field("/id")).version()).isEqualTo(1);
    }

    @Test
    void anUnregisteredNameIsUnknown() {
        var reply = served.post("/api/v1/workflows", "{\"name\":\"nothing\"}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:unknown-definition");
    }

    @Test
    void everyFaultOfARequestIsToldWithItsPath() {
        var reply = served.post("/api/v1/workflows",
                "{\"id\":\"no spaces\",\"version\":0,\"tags\":[\"a\",1],\"definition\":3,\"a/b\":1,\"createdBy\":{}}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:invalid-request");
        assertThat(reply.json().path("errors").findValuesAsString("path")).containsExactlyInAnyOrder("/a~1b",
                "/id",
                "/definition", "/version", "/version", "/tags/1", "/createdBy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"definition\":{},\"name\":\"x\"}"})
    void aSubmissionNamesOneDefinition(String body) {
        var reply = served.post("/api/v1/workflows", body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.field("/errors/0/message"))
                .isEqualTo("expected either a definition or the name of a registered one");
    }

    @Test
    void aWorkflowIsShownWhole() {
        served.fleet().status("w1", "RUNNING");

        var reply = served.get("/api/v1/workflows/w1");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.field("/timing/createdAt")).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(reply.body()).contains("\"output\":{\"paid\":1.10}");
        assertThat(reply.json().has("endedAt")).isFalse();
    }

    @Test
    void anUnknownWorkflowIsNotFound() {
        var reply = served.get("/api/v1/workflows/w2");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:unknown-workflow");
        assertThat(reply.field("/detail"))
                .isEqualTo("there is no workflow 'w2', expected the id of a started one");
    }

    @Test
    void anIdThatCanNotBeIsOneThatIsNot() {
        assertThat(served.get("/api/v1/workflows/%20").status()).isEqualTo(404);
        assertThat(served.get("/api/v1/workflows/a%2Fb").status()).isEqualTo(404);
    }

    @Test
    void waitingEndsWithTheWorkflow() {
        served.fleet().status("w1", "RUNNING");

        var reply = CompletableFuture.supplyAsync(() -> served.get("/api/v1/workflows/w1?wait=30s"));
        served.fleet().status("w1", "COMPLETED");

        assertThat(reply).succeedsWithin(Duration.ofSeconds(10));
        assertThat(reply.join().field("/status")).isEqualTo("COMPLETED");
    }

    @Test
    void waitingEndsWithItsTime() {
        served.fleet().status("w1", "RUNNING");

        assertThat(served.get("/api/v1/workflows/w1?wait=50ms").field("/status")).isEqualTo("RUNNING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=soon", "wait=11m", "wait=-1s", "wait=1s&wait=2s", "weight=1s"})
    void aWaitThatMeansNothingIsRefused(String query) {
        served.fleet().status("w1", "RUNNING");

        var reply = served.get("/api/v1/workflows/w1?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:unreadable");
    }

    @Test
    void aListingIsFilteredAndPaged() {
        served.fleet().status("w1", "RUNNING");
        served.fleet().status("w2", "RUNNING");

        var reply = served.get(
                "/api/v1/workflows?status=RUNNING&name=brand-launch&tag=spring%20sale&limit=1&cursor=w0");

        assertThat(served.fleet().filter())
                .isEqualTo(new WorkflowFilter("RUNNING", "brand-launch", "spring sale", 1, "w0"));
        assertThat(reply.json().path("workflows").findValuesAsString("id")).containsExactly("w1");
        assertThat(reply.field("/cursor")).isEqualTo("next");
    }

    @Test
    void aListingWithoutFiltersIsOfAHundred() {
        assertThat(served.get("/api/v1/workflows").body()).isEqualTo("{\"workflows\":[]}");
        assertThat(served.fleet().filter()).isEqualTo(new WorkflowFilter(null, null, null, 100, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=DONE", "limit=0", "limit=1001", "limit=many", "stauts=RUNNING",
        "cursor=no-such"})
    void aFilterThatMeansNothingIsRefused(String query) {
        var reply = served.get("/api/v1/workflows?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field("/detail")).contains("expected")
                .contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void aWorkflowIsShownWithoutWhatItsTasksReturned() {
        served.fleet().status("w1", "RUNNING");

        var reply = served.get("/api/v1/workflows/w1?outputs=false");

        assertThat(reply.field("/tasks/pay/status")).isEqualTo("COMPLETED");
        assertThat(reply.json().at("/tasks/pay").has("output")).isFalse();
        assertThat(reply.json().has("results")).isFalse();
    }

    @Test
    void whatAWorkflowRunsIsToldAsItWasSubmitted() {
        served.post("/api/v1/workflows", "{\"id\":\"w1\",\"definition\":{\"name\":\"a\",\"tasks\":{}}}");

        assertThat(served.get("/api/v1/workflows/w1/definition").body())
                .isEqualTo("{\"name\":\"a\",\"tasks\":{}}");
        assertThat(served.get("/api/v1/workflows/w2/definition").status()).isEqualTo(404);
    }

    @Test
    void eventsOfAWorkflowAreListed() {
        served.fleet().status("w1", "RUNNING");

        assertThat(served.get("/api/v1/workflows/w1/events").body())
                .isEqualTo("{\"events\":[{\"type\":\"dev.muster.workflow.started\",\"subject\":\"w1\"}]}");
    }

    @Test
    void anUnknownWorkflowHasNoEvents() {
        assertThat(served.get("/api/v1/workflows/w2/events").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"cancel,CANCEL", "cancel?rollback,CANCEL_WITH_ROLLBACK",
        "cancel?rollback=true,CANCEL_WITH_ROLLBACK",
        "cancel?rollback=false,CANCEL", "pause,PAUSE", "resume,RESUME", "retry,RETRY", "rollback,ROLLBACK"})
    void anOrderIsCarriedOutAndAnsweredWithTheWorkflow(String path, Order order) {
        served.fleet().status("w1", "RUNNING");

        var reply = served.post("/api/v1/workflows/w1/" + path);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.field("/id")).isEqualTo("w1");
        assertThat(served.fleet().orders()).containsExactly(order);
    }

    @Test
    void aCancellationMaySayInItsBodyToRollBack() {
        served.fleet().status("w1", "RUNNING");

        served.post("/api/v1/workflows/w1/cancel", "{\"rollback\":true}");
        served.post("/api/v1/workflows/w1/cancel", "{}");

        assertThat(served.fleet().orders()).isEqualTo(List.of(Order.CANCEL_WITH_ROLLBACK, Order.CANCEL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "pause", "resume", "retry", "rollback"})
    void anOrderToAnUnknownWorkflowIsNotFound(String order) {
        assertThat(served.post("/api/v1/workflows/w2/" + order).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "pause", "resume", "retry", "rollback"})
    void anOrderThatTheStateForbidsIsAConflict(String order) {
        served.fleet().status("w1", "COMPLETED");

        var reply = served.post("/api/v1/workflows/w1/" + order);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.field("/detail"))
                .isEqualTo("workflow 'w1' is COMPLETED, expected one that is under way");
    }

    @Test
    void anOrderTakesNoFieldsThatItDoesNotKnow() {
        served.fleet().status("w1", "RUNNING");

        assertThat(served.post("/api/v1/workflows/w1/pause", "{\"rollback\":true}").status()).isEqualTo(422);
        assertThat(
                served.post("/api/v1/workflows/w1/cancel", "{\"rollback\":\"yes\"}").field("/errors/0/path"))
                .isEqualTo("/rollback");
    }

    @Test
    void instantsAreWrittenAsInIso8601() {
        assertThat(ApiJson.MAPPER.writeValueAsString(Instant.EPOCH)).isEqualTo("\"1970-01-01T00:00:00Z\"");
    }
}
