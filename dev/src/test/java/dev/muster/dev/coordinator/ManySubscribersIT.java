package dev.muster.dev.coordinator;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.Coordinator;
import dev.muster.coordinator.CoordinatorConfig;
import dev.muster.coordinator.port.Submission;
import dev.muster.dev.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A thousand subscribers of one coordinator, and some that never read.
@Tag("soak")
@Timeout(300)
final class ManySubscribersIT {
    private static final int SUBSCRIBERS = 1_000;
    private static final int DEAF = 20;
    private static final int WORKFLOWS = 500;
    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final Json ONE = new Json(
            "{\"name\": \"one\", \"tasks\": {\"a\": {\"agent\": \"echo\", \"action\": \"say\"}}}");

    @TempDir
    private Path folder;

    private final AtomicInteger listening = new AtomicInteger();
    private final Set<Integer> done = ConcurrentHashMap.newKeySet();

    @Test
    void everyOneHearsEveryEnd() throws Exception {
        try (var broker = EmbeddedBroker.start();
                var coordinator = Coordinator
                        .start(CoordinatorConfig.of(broker.bootstrap(), folder).withHttp(0));
                var worker = new HandMadeWorker(broker.bootstrap(), "echo", HandMadeWorker.succeeding());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(coordinator.awaitReady(WITHIN)).isTrue();
            Awaitility.await().atMost(WITHIN)
                    .until(() -> coordinator.agents().find(new AgentType("echo")).isPresent());
            var port = coordinator.httpPort().orElseThrow();
            var deaf = IntStream.range(0, DEAF).mapToObj(number -> subscribe(port, "")).toList();
            IntStream.range(0, SUBSCRIBERS).forEach(number -> threads.execute(() -> listen(port, number)));
            Awaitility.await("all listen").atMost(WITHIN).until(() -> listening.get() == SUBSCRIBERS);

            IntStream.range(0, WORKFLOWS).forEach(number -> coordinator.workflows().submit(new Submission(
                    new WorkflowId("w" + number), ONE, null, null, Json.EMPTY_OBJECT, List.of(), null)));

            Awaitility.await("all heard all").atMost(WITHIN).until(() -> done.size() == SUBSCRIBERS);
            assertThat(coordinator.isLive()).isTrue();
            assertThat(worker.taken()).hasSize(WORKFLOWS);
            for (var socket : deaf) {
                socket.close();
            }
        }
    }

    private void listen(int port, int number) {
        var ended = new HashSet<String>();
        try (var socket = subscribe(port, "?type=workflow.completed");
                var reader = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null
                    && ended.size() < WORKFLOWS; line = reader.readLine()) {
                if (line.startsWith("retry: ")) {
                    listening.incrementAndGet();
                } else if (line.startsWith("data: ")) {
                    ended.add(line.replaceAll(".*\"subject\":\"([^\"]*)\".*", "$1"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (ended.size() == WORKFLOWS) {
            done.add(number);
        }
    }

    private static Socket subscribe(int port, String query) {
        try {
            var socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream()
                    .write(("GET /api/v1/events" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
