package dev.muster.dev;

import dev.muster.common.wire.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Speaks to a coordinator as any program would. A coordinator that is away, or has too much to do, is asked again.
public final class ApiClient implements AutoCloseable {
    private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELLED", "ROLLED_BACK",
            "ROLLBACK_FAILED");
    /// What passes by itself.
    private static final Set<Integer> LATER = Set.of(429, 503);
    private static final Duration BACK_WITHIN = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String server;

    /// @param server its address, such as `http://127.0.0.1:8080`
    public ApiClient(String server) {
        this.server = server;
    }

    /// Starts a workflow; the id makes it safe to ask again.
    public void submit(String id, Map<String, ?> definition, Map<String, ?> input) {
        var body = WireFormat.MAPPER
                .writeValueAsString(Map.of("id", id, "definition", definition, "input", input));
        var request = HttpRequest.newBuilder(URI.create(server + "/api/v1/workflows"))
                .header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        var answer = answered(request);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }

    /// Until workers have registered it, and the coordinator heard of that.
    public void awaitAgent(String type) {
        awaiting("agent " + type, BACK_WITHIN, 50).until(() -> read("/api/v1/agents").path("agents")
                .valueStream().anyMatch(agent -> agent.path("type").asString("").equals(type)));
    }

    public JsonNode workflow(String id) {
        return read("/api/v1/workflows/" + id);
    }

    public List<JsonNode> events(String id) {
        return read("/api/v1/workflows/" + id + "/events").path("events").valueStream().toList();
    }

    /// Gives an order.
    public JsonNode post(String path) {
        var answer = answered(HttpRequest.newBuilder(URI.create(server + path))
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return WireFormat.MAPPER.readTree(answer.body());
    }

    /// Sets something.
    public JsonNode put(String path, String body) {
        var answer = answered(HttpRequest.newBuilder(URI.create(server + path))
                .header("content-type", "application/json").PUT(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return WireFormat.MAPPER.readTree(answer.body());
    }

    /// What one request is answered, without asking again.
    public HttpResponse<String> once(String path) {
        var request = HttpRequest.newBuilder(URI.create(server + path)).timeout(Duration.ofSeconds(30));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// How one request is answered, whatever it is.
    public int status(String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(server + path)).timeout(Duration.ofSeconds(30))
                .header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Those of so many partitions that the coordinator has open, as it tells the others.
    public List<Integer> openPartitions(int partitions) {
        return IntStream.range(0, partitions)
                .filter(partition -> status("/internal/questions", WireFormat.MAPPER.writeValueAsString(
                        Map.of("question", "count", "partitions", List.of(partition)))) == 200)
                .boxed().toList();
    }

    public JsonNode read(String path) {
        var answer = answered(HttpRequest.newBuilder(URI.create(server + path)).GET());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return WireFormat.MAPPER.readTree(answer.body());
    }

    /// @return the workflow as it ended
    public JsonNode awaitEnd(String id, Duration atMost) {
        return awaiting("the end of workflow " + id, atMost, 200).until(() -> workflow(id),
                view -> ENDED.contains(view.path("status").asString("")));
    }

    private HttpResponse<String> answered(HttpRequest.Builder request) {
        return awaiting("an answer of " + server, BACK_WITHIN, 100)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> http.send(request.timeout(Duration.ofSeconds(30)).build(),
                        HttpResponse.BodyHandlers.ofString()),
                        answer -> !LATER.contains(answer.statusCode()));
    }

    /// What a thread of a coordinator in this process ends by is its own affair: Kafka Streams replaces it, and lets it throw.
    private static ConditionFactory awaiting(String what, Duration atMost, int everyMillis) {
        return Awaitility.await(what).atMost(atMost).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(everyMillis)).dontCatchUncaughtExceptions();
    }

    @Override
    public void close() {
        http.close();
    }
}
