package dev.muster.dev;

import dev.muster.common.AgentType;
import dev.muster.coordinator.Coordinator;
import dev.muster.coordinator.CoordinatorConfig;
import dev.muster.coordinator.port.AgentChange;
import dev.muster.coordinator.streams.EngineConfig;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.Worker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A coordinator with more to do than it gets done: it keeps new workflows out, and nothing else.
@Timeout(180)
final class OverloadIT {
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final AgentType SLOW = new AgentType("slow");
    private static final int PENDING = 4;
    private static final int FLOOD = 600;

    @TempDir
    private Path folder;

    @Test
    void newWorkIsKeptOutWhileTooManyWaitForTheirTurnAndComesInAgainAfterwards() throws Exception {
        try (var broker = EmbeddedBroker.start();
                var coordinator = coordinator(broker,
                        engine -> engine.withRunningLimit(1).withMostPending(PENDING));
                var http = HttpClient.newHttpClient();
                var api = new ApiClient(server(coordinator))) {
            var accepted = new ArrayList<String>();
            HttpResponse<String> answer;
            for (answer = post(http, coordinator, "w0", 1); answer.statusCode() == 201; answer = post(http,
                    coordinator, "w" + accepted.size(), 1)) {
                accepted.add("w" + accepted.size());
            }

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 30L);
            assertThat(answer.body()).contains("urn:muster:problem:too-many-workflows");
            assertThat(accepted).hasSizeBetween(PENDING, PENDING + 1);
            assertThat(scrape(http, coordinator))
                    .containsPattern("muster_submissions_refused_total\\{crowd=\"pending\"} [1-9]");
            assertThat(api.post("/api/v1/workflows/" + accepted.getLast() + "/cancel").path("status")
                    .asString("")).isEqualTo("CANCELLED");
            try (var worker = Worker.builder(broker.bootstrap())
                    .agent(AgentDefinition.of("slow").action("work", Map.class, (input, task) -> Map.of()))
                    .start()) {
                api.submit("later", definition(1), Map.of());
                assertThat(api.awaitEnd("later", WITHIN).path("status").asString("")).isEqualTo("COMPLETED");
                for (var id : accepted.subList(0, accepted.size() - 1)) {
                    assertThat(api.awaitEnd(id, WITHIN).path("status").asString("")).isEqualTo("COMPLETED");
                }
            }
        }
    }

    @Test
    void aFloodIsKeptOutAsFarAsItIsNotDecidedInTimeWhileOrdersPassAndNothingAcceptedIsLost()
            throws Exception {
        try (var broker = EmbeddedBroker.start();
                var coordinator = coordinator(broker, engine -> engine.withRunningLimit(null));
                var http = HttpClient.newHttpClient();
                var api = new ApiClient(server(coordinator))) {
            api.submit("before", definition(1), Map.of());

            var answers = IntStream.range(0, FLOOD)
                    .mapToObj(number -> http.sendAsync(request(coordinator, null, 20),
                            BodyHandlers.ofString()))
                    .toList();
            var cancelled = api.post("/api/v1/workflows/before/cancel");
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();

            var statuses = answers.stream().map(answer -> answer.join().statusCode()).toList();
            assertThat(statuses).containsOnly(201, 429).contains(201, 429);
            assertThat(cancelled.path("status").asString("")).isEqualTo("CANCELLED");
            var refusal = answers.stream().map(CompletableFuture::join)
                    .filter(answer -> answer.statusCode() == 429).findFirst().orElseThrow();
            assertThat(refusal.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 30L);
            assertThat(refusal.body()).contains("urn:muster:problem:overloaded");
            assertThat(scrape(http, coordinator))
                    .containsPattern("muster_submissions_refused_total\\{crowd=\"undecided\"} [1-9]");
            var accepted = statuses.stream().filter(status -> status == 201).count();
            Awaitility.await("all that was accepted is decided").atMost(WITHIN)
                    .until(() -> coordinator.workflows().system().workflows().total() == accepted + 1);
            assertThat(post(http, coordinator, "after", 1).statusCode()).isEqualTo(201);
        }
    }

    private Coordinator coordinator(EmbeddedBroker broker, UnaryOperator<EngineConfig> change)
            throws InterruptedException {
        var coordinator = Coordinator.start(CoordinatorConfig.of(change.apply(EngineConfig
                .of(broker.bootstrap(), folder).keeping(keeping -> keeping.withPartitions(2)))).withHttp(0));
        assertThat(coordinator.awaitReady(WITHIN)).isTrue();
        coordinator.agents().configure(SLOW, AgentChange.adding(List.of("work")));
        return coordinator;
    }

    private static Map<String, ?> definition(int tasks) {
        return Map.of("name", "many", "tasks",
                Map.of("a", Map.of("agent", SLOW.value(), "action", "work", "forEach", tasks)));
    }

    private static HttpResponse<String> post(HttpClient http, Coordinator coordinator, String id, int tasks)
            throws Exception {
        return http.send(request(coordinator, id, tasks), BodyHandlers.ofString());
    }

    private static HttpRequest request(Coordinator coordinator, @Nullable String id, int tasks) {
        var named = id == null ? "" : "\"id\": \"" + id + "\", ";
        var body = "{" + named
                + "\"definition\": {\"name\": \"many\", \"tasks\": {\"a\": {\"agent\": \"slow\", "
                + "\"action\": \"work\", \"forEach\": " + tasks + "}}}}";
        return HttpRequest.newBuilder(URI.create(server(coordinator) + "/api/v1/workflows")).timeout(WITHIN)
                .header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String scrape(HttpClient http, Coordinator coordinator) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(server(coordinator) + "/metrics")).build(),
                BodyHandlers.ofString()).body();
    }

    private static String server(Coordinator coordinator) {
        return "http://127.0.0.1:" + coordinator.httpPort().orElseThrow();
    }
}
