package dev.muster.dev.coordinator;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.Coordinator;
import dev.muster.coordinator.CoordinatorConfig;
import dev.muster.coordinator.port.EventFilter;
import dev.muster.coordinator.port.Events;
import dev.muster.coordinator.port.Submission;
import dev.muster.dev.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Subscribers to lifecycle events, and the log behind them.
@Timeout(120)
final class EventStreamIT {
    /// More than a coordinator that starts looks back.
    private static final int MANY = 600;

    @TempDir
    private Path folder;

    private EmbeddedBroker broker;
    private HandMadeWorker worker;
    private Coordinator coordinator;

    @BeforeEach
    void startFleet() throws Exception {
        broker = EmbeddedBroker.start();
        coordinator = coordinator("one");
        worker = new HandMadeWorker(broker.bootstrap(), "echo", HandMadeWorker.succeeding());
        Awaitility.await().atMost(Duration.ofSeconds(30))
                .until(() -> coordinator.agents().find(new AgentType("echo")).isPresent());
    }

    @AfterEach
    void stopFleet() throws Exception {
        worker.close();
        coordinator.close();
        broker.close();
    }

    @Test
    void aSubscriberHearsWhatItAskedForAndNothingElse() throws Exception {
        try (var tagged = subscribe(new EventFilter(null, List.of(), "spring"), null);
                var ends = subscribe(new EventFilter(null, List.of("workflow.completed"), null), null);
                var one = subscribe(new EventFilter(new WorkflowId("w1"), List.of("task.*"), null), null)) {
            submit("w0", 1);
            submit("w1", 2, "spring");

            assertThat(heard(tagged, 5)).extracting(EventStreamIT::brief).containsExactly(
                    "workflow.submitted w1", "workflow.started w1",
                    "task.completed w1/t0", "task.completed w1/t1", "workflow.completed w1");
            assertThat(heard(ends, 2)).extracting(EventStreamIT::brief)
                    .containsExactlyInAnyOrder("workflow.completed w0", "workflow.completed w1");
            assertThat(heard(one, 2)).extracting(EventStreamIT::brief).containsExactly("task.completed w1/t0",
                    "task.completed w1/t1");
        }
    }

    @Test
    void whoGoesOnAtAnotherCoordinatorHearsEveryEventOnce() throws Exception {
        String position;
        try (var before = subscribe(EventFilter.ALL, null)) {
            submit("small", 1);
            position = heard(before, 4).getFirst().position();
        }
        submit("large", MANY);
        coordinator.workflows().awaitEnd(new WorkflowId("large"), Duration.ofSeconds(60));
        coordinator.close();
        coordinator = coordinator("two");

        try (var after = subscribe(EventFilter.ALL, position)) {
            var events = heard(after, MANY + 6);

            assertThat(events).extracting(EventStreamIT::brief).doesNotHaveDuplicates()
                    .doesNotContain("workflow.submitted small")
                    .contains("workflow.completed small", "workflow.completed large")
                    .containsAll(IntStream.range(0, MANY).mapToObj(task -> "task.completed large/t" + task)
                            .toList());
            submit("next", 1);
            assertThat(heard(after, 4)).extracting(EventStreamIT::brief).containsExactly(
                    "workflow.submitted next", "workflow.started next",
                    "task.completed next/t0", "workflow.completed next");
        }
    }

    private Coordinator coordinator(String state) throws InterruptedException {
        var started = Coordinator.start(CoordinatorConfig.of(broker.bootstrap(), folder.resolve(state)));
        assertThat(started.awaitReady(Duration.ofSeconds(60))).isTrue();
        return started;
    }

    private Events.Subscription subscribe(EventFilter filter, @Nullable String after) {
        return coordinator.events().subscribe(filter, after);
    }

    /// A workflow of tasks that come one after the other.
    private void submit(String id, int tasks, String... tags) {
        var chain = WireFormat.MAPPER.createObjectNode();
        for (var task = 0; task < tasks; task++) {
            var node = chain.putObject("t" + task).put("agent", "echo").put("action", "say");
            if (tasks < MANY && task > 0) {
                node.putArray("dependsOn").add("t" + (task - 1));
            }
        }
        var definition = WireFormat.MAPPER.createObjectNode().put("name", "chain");
        definition.set("tasks", chain);
        coordinator.workflows()
                .submit(new Submission(new WorkflowId(id), new Json(definition.toString()), null, null,
                        Json.EMPTY_OBJECT, List.of(tags), null));
    }

    private static List<Events.Event> heard(Events.Subscription subscription, int count)
            throws InterruptedException {
        var heard = new ArrayList<Events.Event>();
        while (heard.size() < count) {
            heard.addAll(((Events.Heard.Batch) subscription.next(Duration.ofSeconds(10))).events());
        }
        return heard;
    }

    private static String brief(Events.Event event) {
        var json = WireFormat.MAPPER.readTree(event.json().text());
        return json.path("type").asString().substring("dev.muster.".length()) + " "
                + json.path("subject").asString();
    }
}
