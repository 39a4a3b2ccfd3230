package dev.muster.dev.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.common.wire.WireFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The pure modules of the UI, each by itself, where they run: in a browser.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class UiModulesIT {
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime());
    private static final Map<String, Integer> SIZE = Map.of("width", 100, "height", 40, "gapX", 50, "gapY",
            10);

    private HttpServer server;
    private Browser browser;

    private record Place(double x, double y) {}

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path profile) throws Exception {
        browser = Browser.start(profile);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", UiModulesIT::serve);
        server.start();
        browser.open(URI.create(address("index.html")));
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            server.stop(0);
            browser.close();
        }
    }

    @Test
    void aChainIsAStraightLine() throws Exception {
        var places = layout(List.of(node("a"), node("b", "a"), node("c", "b")));

        assertThat(places).containsEntry("a", new Place(0, 0)).containsEntry("b", new Place(150, 0))
                .containsEntry("c",
                        new Place(300, 0));
    }

    @Test
    void tasksOfAnyGraphStandBehindThoseTheyComeAfterAndDontOverlap() throws Exception {
        var random = new Random(SEED);
        for (var size : List.of(1, 2, 10, 100, 400)) {
            var nodes = random(random, size);

            var places = layout(nodes);

            assertThat(places).as("seed %s, size %s", SEED, size).hasSize(size);
            for (var node : nodes) {
                var place = places.get(id(node));
                assertThat(after(node)).as("seed %s, size %s, %s", SEED, size, node)
                        .allSatisfy(before -> assertThat(places.get(before).x()).isLessThan(place.x()));
            }
            assertThat(overlaps(new ArrayList<>(places.values()))).as("seed %s, size %s", SEED, size)
                    .isZero();
        }
    }

    @Test
    void eventsThatComeInPiecesAreReadAsOnesThatComeWhole() throws Exception {
        var told = call("stream.js",
                """
                        m => {
                          const text = "retry: 1000\\n\\nid: p1\\ndata: {\\"a\\":1}\\n\\n: well\\nid: p2\\n\\nid: p3\\ndata: {\\"b\\":2}\\n\\n";
                          return Array.from({length: text.length}, (_, at) => {
                            const parser = new m.Parser();
                            const events = [...parser.take(text.slice(0, at)), ...parser.take(text.slice(at))];
                            return events.join() + parser.lastId;
                          });
                        }""");

        assertThat(told.valueStream().map(JsonNode::asString).distinct())
                .containsExactly("{\"a\":1},{\"b\":2}p3");
    }

    @Test
    void attemptsArePutTogetherFromEventsRetriesAndCompensationsToo() throws Exception {
        var task = Map.of("status", "ROLLED_BACK", "attempts", 3, "startedAt", at(0), "endedAt", at(3));
        var workflow = Map.of("tasks", Map.of("a", task));
        var events = List.of(event("workflow.started", 0, Map.of()),
                event("task.started", 1, Map.of("task", "a", "attempt", 1)),
                event("task.retrying", 2, Map.of("task", "a", "attempt", 1, "retryAt", at(4), "error",
                        Map.of("message", "no paper"))),
                event("task.completed", 5, Map.of("task", "a", "attempt", 2)),
                event("workflow.rolling_back", 7, Map.of()),
                event("task.compensated", 9, Map.of("task", "a", "attempt", 3, "undone", 2)));

        var spans = call("attempts.js",
                "(m, workflow, events) => m.attempts(workflow, events).get('a').map(s => [s.kind, s.attempt, s.from / 1000, "
                        + "s.to / 1000, s.outcome, s.message].join(' '))",
                workflow, events);

        assertThat(spans.valueStream().map(JsonNode::asString)).containsExactly("run 1 1 2 FAILED no paper",
                "run 2 4 5 COMPLETED ", "undo 3 7 9 ROLLED_BACK ");
    }

    @Test
    void theShortFormOfAnInputIsTheSchemaThatItStandsFor() throws Exception {
        var schema = call("schema.js", "(m, input) => m.normalised(input)",
                Map.of("count", "integer?", "tags", List.of("string"), "tone",
                        Map.of("enum", List.of("warm")), "owner",
                        Map.of("name", "string"), "notes", "any"));

        assertThat(schema.at("/properties/count/type").asString()).isEqualTo("integer");
        assertThat(schema.at("/properties/tags/items/type").asString()).isEqualTo("string");
        assertThat(schema.at("/properties/tone/enum/0").asString()).isEqualTo("warm");
        assertThat(schema.at("/properties/owner/properties/name/type").asString()).isEqualTo("string");
        assertThat(schema.at("/properties/notes").isEmpty()).isTrue();
        assertThat(schema.path("required").valueStream().map(JsonNode::asString)).containsExactlyInAnyOrder(
                "tags", "tone",
                "owner", "notes");
    }

    private Map<String, Place> layout(List<Map<String, Object>> nodes) throws Exception {
        var answer = call("layout.js",
                "(m, nodes, size) => [...m.layout(nodes, size).nodes].map(([id, {x, y}]) => [id, x, y])",
                nodes, SIZE);
        var places = new HashMap<String, Place>();
        answer.forEach(one -> places.put(one.get(0).asString(),
                new Place(one.get(1).asDouble(), one.get(2).asDouble())));
        return places;
    }

    private JsonNode call(String module, String function, Object... arguments) throws Exception {
        return browser.value("import('" + address("ui/" + module) + "').then(m => (" + function + ")(m, ..."
                + WireFormat.MAPPER.writeValueAsString(arguments) + "))");
    }

    private static long overlaps(List<Place> places) {
        return IntStream.range(0, places.size()).boxed()
                .flatMap(one -> IntStream.range(0, one)
                        .mapToObj(other -> new Place[]{places.get(one), places.get(other)}))
                .filter(pair -> Math.abs(pair[0].x() - pair[1].x()) < 100
                        && Math.abs(pair[0].y() - pair[1].y()) < 49.9)
                .count();
    }

    private static List<Map<String, Object>> random(Random random, int size) {
        var nodes = new ArrayList<Map<String, Object>>();
        for (var number = 0; number < size; number++) {
            var before = number;
            nodes.add(node("t" + number, random.ints(random.nextInt(4), 0, Math.max(1, before))
                    .filter(other -> other < before).distinct().mapToObj(other -> "t" + other)
                    .toArray(String[]::new)));
        }
        return nodes;
    }

    private static Map<String, Object> node(String id, String... after) {
        return Map.of("id", id, "after", List.of(after));
    }

    private static String id(Map<String, Object> node) {
        return String.valueOf(node.get("id"));
    }

    private static List<String> after(Map<String, Object> node) {
        return ((List<?>) node.get("after")).stream().map(String::valueOf).toList();
    }

    private static Map<String, Object> event(String type, int second, Map<String, Object> data) {
        return Map.of("type", "dev.muster." + type, "time", at(second), "data", data);
    }

    private static String at(int second) {
        return "1970-01-01T00:00:0" + second + "Z";
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    private static void serve(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        try (exchange;
                var file = UiModulesIT.class.getResourceAsStream("/dev/muster/coordinator/http" + path)) {
            exchange.getResponseHeaders().set("Content-Type",
                    path.endsWith(".js") ? "text/javascript" : "text/html");
            exchange.sendResponseHeaders(200, 0);
            if (file != null && path.startsWith("/ui/")) {
                file.transferTo(exchange.getResponseBody());
            }
        }
    }
}
