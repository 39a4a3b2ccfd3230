package dev.muster.bench;

import dev.muster.cli.CommandFailedException;
import dev.muster.cli.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

import static dev.muster.bench.part.BenchAgent.ECHO;

/// What the driver asks of a coordinator over HTTP. Thread-safe.
final class Api implements AutoCloseable {
    private static final Duration KNOWN_WITHIN = Duration.ofMinutes(1);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;

    /// @param address `host:port`
    Api(String address) {
        server = "http://" + address;
    }

    /// Waits until the coordinator knows the agents that workers serve: before, it would refuse definitions that name them.
    void awaitAgents(List<String> types) throws InterruptedException {
        var end = System.nanoTime() + KNOWN_WITHIN.toNanos();
        while (!agents().containsAll(types)) {
            if (System.nanoTime() > end) {
                throw CommandFailedException.of(ExitCode.UNREACHABLE,
                        "the coordinator knows the agents " + agents() + ", expected " + types + " within "
                                + KNOWN_WITHIN.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_INTERVAL.toMillis());
        }
    }

    private List<String> agents() throws InterruptedException {
        var answer = send(request("/api/v1/agents").GET());
        return JSON.readTree(answer.body()).path("agents").valueStream()
                .map(agent -> agent.path("type").asString("")).toList();
    }

    void register(Workload.Definition definition) throws InterruptedException {
        expect(send(request("/api/v1/definitions/" + definition.name())
                .PUT(HttpRequest.BodyPublishers.ofString(definition.json()))),
                "the definition " + definition.name());
    }

    /// With an action that answers, and no worker.
    void putAgent(String type) throws InterruptedException {
        expect(send(request("/api/v1/agents/" + type)
                .PUT(HttpRequest.BodyPublishers.ofString("{\"actions\":[\"" + ECHO + "\"]}"))),
                "the agent " + type);
    }

    /// How many there are in the fleet.
    record Workflows(long total, long active) {}

    Workflows workflows() throws InterruptedException {
        var answer = JSON.readTree(send(request("/api/v1/system").GET()).body()).path("workflows");
        return new Workflows(answer.path("total").asLong(0), answer.path("active").asLong(0));
    }

    /// @param query which of the workflows, as it stands in the address
    void list(String query) throws InterruptedException {
        expect(send(request("/api/v1/workflows" + query).GET()), "the listing " + query);
    }

    private static void expect(HttpResponse<String> answer, String what) {
        if (answer.statusCode() / 100 != 2) {
            throw CommandFailedException.of(ExitCode.REFUSED, what + " was refused: " + answer.body());
        }
    }

    /// @return the status, some time
    CompletableFuture<Integer> post(String path, String body) {
        return http.sendAsync(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).timeout(KNOWN_WITHIN)
                .header("content-type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw CommandFailedException.of(ExitCode.UNREACHABLE,
                    "the coordinator at " + server + " does not answer: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
