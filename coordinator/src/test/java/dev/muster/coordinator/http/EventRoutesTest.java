package dev.muster.coordinator.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventRoutesTest {
    private static final StreamRules QUICK = new StreamRules(Duration.ofMillis(20), Duration.ofMillis(200),
            Duration.ofMillis(100), 3);

    private final ServedFleet served = new ServedFleet(QUICK);
    private final FakeEvents events = served.fleet().events();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.shutdownNow();
        served.close();
    }

    @Test
    void eventsAreToldAsTheyHappenEachWithItsId() throws Exception {
        try (var stream = listen("")) {
            events.tell("w1", "workflow.started");
            assertThat(stream.event()).isEqualTo("1 dev.muster.workflow.started w1");

            events.tell("w2", "task.completed");

            assertThat(stream.event()).isEqualTo("2 dev.muster.task.completed w2");
            assertThat(stream.mediaType).isEqualTo("text/event-stream; charset=utf-8");
        }
    }

    @Test
    void whoComesAgainMissesNothing() throws Exception {
        try (var stream = listen("")) {
            events.tell("w1", "workflow.started");
            assertThat(stream.event()).startsWith("1 ");
        }
        events.tell("w1", "task.completed");
        events.tell("w1", "workflow.completed");

        try (var stream = listen("", "Last-Event-ID", "1")) {
            assertThat(stream.event()).isEqualTo("2 dev.muster.task.completed w1");
            assertThat(stream.event()).isEqualTo("3 dev.muster.workflow.completed w1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?workflow=w2", "?type=task.failed",
        "?type=dev.muster.task.failed,workflow.paused",
        "?type=task.*", "?workflow=w2&type=task.failed"})
    void onlyWhatIsAskedForIsTold(String query) throws Exception {
        try (var stream = listen(query)) {
            events.tell("w1", "workflow.started");
            events.tell("w2", "task.failed");

            assertThat(stream.event()).isEqualTo("2 dev.muster.task.failed w2");
        }
    }

    @Test
    void aStreamWithNothingToTellShowsThatItIsAliveAndHowFarItIs() throws Exception {
        try (var stream = listen("?workflow=w2")) {
            events.tell("w1", "workflow.started");

            assertThat(stream.linesUntil("id: 1")).contains(": all is well")
                    .noneMatch(line -> line.startsWith("data"));
        }
    }

    @Test
    void aSubscriberThatNeverReadsIsLetGoAndHarmsNobody() throws Exception {
        try (var deaf = new Socket(); var stream = listen("?type=workflow.*")) {
            deaf.setReceiveBufferSize(4096);
            deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.port()));
            deaf.getOutputStream().write("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> events.subscribers() == 2);

            Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
                // More than the sockets' buffers hold, sooner or later.
                for (var task = 0; task < 1_000; task++) {
                    events.tell("w1", "task.completed");
                }
                return events.subscribers() == 1;
            });

            events.tell("w1", "workflow.completed");
            assertThat(stream.event()).endsWith("dev.muster.workflow.completed w1");
        }
    }

    @Test
    void aStreamThatLostTheThreadEnds() throws Exception {
        try (var stream = listen("", "Last-Event-ID", "0")) {
            events.tell("w1", "workflow.started");
            assertThat(stream.event()).startsWith("1 ");
        }
        events.tell("w1", "workflow.completed");
        events.forget();

        try (var stream = listen("", "Last-Event-ID", "1")) {
            assertThat(stream.rest()).noneMatch(line -> line.startsWith("data"));
        }
    }

    @Test
    void whoGoesIsForgotten() throws Exception {
        try (var stream = listen("")) {
            events.tell("w1", "workflow.started");
            assertThat(stream.event()).isNotEmpty();
        }

        Awaitility.await().until(() -> events.subscribers() == 0 && served.api().openStreams() == 0);
    }

    @Test
    void streamsEndWithTheServer() throws Exception {
        try (var stream = listen("")) {
            served.api().close();

            assertThat(stream.rest()).isNotNull();
            assertThat(events.subscribers()).isZero();
        }
    }

    @Test
    void noMoreStreamsAreOpenedThanAreAllowed() throws Exception {
        try (var one = listen(""); var two = listen(""); var three = listen("")) {
            var refused = served.get("/api/v1/events");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.field("/type")).isEqualTo("urn:muster:problem:not-ready");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(List.of(one, two, three)).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?type=nonsense", "?type=", "?workflow=", "?kind=a", "?tag=a&tag=b"})
    void aFilterThatMeansNothingIsRefused(String query) {
        assertThat(served.get("/api/v1/events" + query).status()).isEqualTo(400);
        assertThat(served.api().openStreams()).isZero();
    }

    @Test
    void anIdThatNoEventHadIsRefused() {
        var refused = served.send("GET", "/api/v1/events", "", "", "Last-Event-ID", "nonsense");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.field("/detail")).contains("Last-Event-ID");
        assertThat(served.api().openStreams()).isZero();
    }

    @Test
    void theHeadOfAStreamEnds() {
        var head = served.send("HEAD", "/api/v1/events", "", "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
    }

    private Listener listen(String query, String... headers) throws Exception {
        var request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + served.port() + "/api/v1/events" + query));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var response = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        var listener = new Listener(response.body(),
                response.headers().firstValue("Content-Type").orElse(""));
        assertThat(listener.reader.readLine()).isEqualTo("retry: 100");
        return listener;
    }

    /// Reads a stream line by line.
    private static final class Listener implements AutoCloseable {
        private final BufferedReader reader;
        private final String mediaType;
        private String id = "";

        Listener(InputStream body, String mediaType) {
            this.reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
            this.mediaType = mediaType;
        }

        /// Id, type and subject of the next event.
        String event() throws IOException {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    var json = ApiJson.MAPPER.readTree(line.substring(6));
                    return id + " " + json.path("type").asString() + " " + json.path("subject").asString();
                }
            }
            return "";
        }

        List<String> linesUntil(String last) throws IOException {
            var lines = new ArrayList<String>();
            while (!lines.contains(last)) {
                lines.add(reader.readLine());
            }
            return lines;
        }

        List<String> rest() {
            return reader.lines().toList();
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
