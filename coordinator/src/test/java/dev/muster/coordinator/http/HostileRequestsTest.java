package dev.muster.coordinator.http;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever is sent, the server answers as its document says, never fails, and shows nothing of its inside.
///
/// `-Dmuster.requests=100000` sends so many; `-Dmuster.seed=N` sends those of a run again.
class HostileRequestsTest {
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime());
    private static final int REQUESTS = Integer.getInteger("muster.requests", 4_000);
    private static final int CLIENTS = 4;
    private static final int MOST_SHOWN = 25;
    private static final Pattern INSIDE = Pattern.compile(
            "(java|javax|jdk|sun|tools\\.jackson|com\\.fasterxml|io\\.helidon|com\\.networknt|org\\.(apache|snakeyaml|slf4j))\\.[a-z]"
                    + "|dev\\.muster\\.(common|coordinator)|Exception|\\bat [a-z.]+\\(|\\.java:|127\\.0\\.0\\.1:\\d");

    private final ServedFleet served = new ServedFleet();
    private final JsonNode document = served.get("/openapi.json").json();
    private final HostileRequests requests = new HostileRequests(document);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void whateverIsSentIsAnsweredAsTheDocumentSays() throws Exception {
        served.fleet().readDefinitions();
        served.fleet().status("w1", "COMPLETED");
        served.fleet().status("here-1", "FAILED");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var shares = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> threads.submit(() -> sendShare(client))).toList();
            for (Future<?> share : shares) {
                share.get();
            }
        }

        System.out.printf("%,d hostile requests, seed %d, answers %s%n", REQUESTS, SEED,
                new TreeMap<>(answers));
        assertThat(failures.stream().limit(MOST_SHOWN)).as("%s failures", failures.size()).isEmpty();
        assertThat(answers).containsKeys("200", "201", "400", "404", "405", "409", "415", "422", "403",
                "421");
        assertThat(served.get("/health/ready").status()).isEqualTo(200);
    }

    /// Goes on after a failure, so that one does not hide another.
    private Void sendShare(int client) throws IOException {
        try (var connection = new RawClient(served.port())) {
            var before = "";
            for (var number = client; number < REQUESTS; number += CLIENTS) {
                var request = requests.next(new Random(SEED + number * 7919L));
                try {
                    var answer = connection.send(request.bytes(), request.method().equals("HEAD"),
                            request.isLast());
                    answers.merge(answer.map(told -> String.valueOf(told.status())).orElse("none"), 1,
                            Integer::sum);
                    // Whoever breaks off in the middle may be left without an answer, and nobody else.
                    assertThat(answer.isPresent() || request.isLast()).isTrue();
                    answer.ifPresent(told -> check(request, told));
                } catch (AssertionError | IOException | RuntimeException e) {
                    failures.add("seed " + SEED + ", request " + number + ":\n" + shortened(request.text())
                            + "\nafter\n" + shortened(before) + "\n" + shortened(e.toString()));
                    connection.close();
                }
                before = request.text();
            }
        }
        return null;
    }

    private void check(HostileRequests.Request request, RawClient.Answer answer) {
        var status = answer.status();
        assertThat(status == 503 || status == 505 || status < 500).as("status %s: %s", status, answer.text())
                .isTrue();
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("content-security-policy")).startsWith("default-src 'none'");
        var isDocument = request.path().equals("/openapi.json") || request.path().equals("/");
        assertThat((isDocument && status == 200) || !INSIDE.matcher(answer.text()).find())
                .as("shows nothing of the inside: %s", answer.text()).isTrue();
        if (request.isForItsPath()) {
            assertThat(described(request).path("responses").propertyNames()).contains(String.valueOf(status));
        }
        if (status >= 400) {
            checkProblem(answer, request.method().equals("HEAD"));
        } else if (request.isForItsPath()) {
            checkBody(request, answer);
        }
    }

    private static void checkProblem(RawClient.Answer answer, boolean hasNoBody) {
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(!answer.header("retry-after").isEmpty())
                .isEqualTo(List.of(429, 503).contains(answer.status()));
        if (hasNoBody || answer.text().isEmpty()) {
            assertThat(hasNoBody).isTrue();
            return;
        }
        var problem = json(answer);
        assertThat(problem.path("status").asInt(0)).isEqualTo(answer.status());
        assertThat(problem.path("type").asString("")).matches("about:blank|urn:muster:problem:[a-z-]+");
        assertThat(problem.path("title").asString("")).isNotEmpty();
        assertThat(problem.path("detail").asString("")).isNotEmpty();
    }

    private void checkBody(HostileRequests.Request request, RawClient.Answer answer) {
        var content = described(request).path("responses").path(String.valueOf(answer.status()))
                .path("content");
        var mediaType = answer.header("content-type").replaceFirst(";.*", "");
        if (answer.text().isEmpty() || !mediaType.equals("application/json")) {
            return;
        }
        var schema = schemas.computeIfAbsent(content.path(mediaType).path("schema").toString(),
                this::schema);
        assertThat(schema.validate(answer.text(), InputFormat.JSON)).isEmpty();
    }

    private Schema schema(String text) {
        var whole = ApiJson.MAPPER.createObjectNode();
        whole.set("allOf", ApiJson.MAPPER.readTree("[" + text + "]"));
        whole.set("components", document.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole.toString(), InputFormat.JSON);
    }

    private JsonNode described(HostileRequests.Request request) {
        var method = request.method().equals("HEAD") ? "get" : request.method().toLowerCase(Locale.ROOT);
        return document.path("paths").path(request.path()).path(method);
    }

    private static JsonNode json(RawClient.Answer answer) {
        try {
            return ApiJson.MAPPER.readTree(answer.text());
        } catch (JacksonException e) {
            throw new AssertionError("the body is no JSON: " + answer.text(), e);
        }
    }

    private static String shortened(String text) {
        return text.length() < 400 ? text : text.substring(0, 400) + "... (" + text.length() + ")";
    }
}
