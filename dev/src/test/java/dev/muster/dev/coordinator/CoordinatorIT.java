package dev.muster.dev.coordinator;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.TaskIntake;
import dev.muster.common.Topics;
import dev.muster.common.Version;
import dev.muster.common.WorkflowId;
import dev.muster.common.error.AgentNotFoundException;
import dev.muster.common.error.ConflictException;
import dev.muster.common.error.UnknownWorkflowException;
import dev.muster.common.wire.ReportRecord;
import dev.muster.coordinator.Coordinator;
import dev.muster.coordinator.CoordinatorConfig;
import dev.muster.coordinator.port.AgentChange;
import dev.muster.coordinator.port.AgentCrew;
import dev.muster.coordinator.port.Change;
import dev.muster.coordinator.port.DeadLetterFilter;
import dev.muster.coordinator.port.DeadLetterId;
import dev.muster.coordinator.port.DeadLetterView.State;
import dev.muster.coordinator.port.Order;
import dev.muster.coordinator.port.Submission;
import dev.muster.coordinator.port.WorkflowFilter;
import dev.muster.coordinator.port.WorkflowView;
import dev.muster.dev.EmbeddedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(120)
final class CoordinatorIT {
    private static final Json CHAIN3 = new Json(
            """
                    {"name": "chain3", "tasks": {
                      "a": {"agent": "echo", "action": "say"},
                      "b": {"agent": "echo", "action": "say", "dependsOn": ["a"], "input": {"of": "${tasks.a.output.by}"}},
                      "c": {"agent": "echo", "action": "say", "dependsOn": ["b"]}}}""");

    private static final Json SAGA = new Json("""
            {"name": "saga", "tasks": {
              "a": {"agent": "echo", "action": "say", "compensate": {"action": "unsay"}},
              "b": {"agent": "echo", "action": "say", "dependsOn": ["a"], "compensate": {"action": "unsay"}},
              "c": {"agent": "echo", "action": "say", "dependsOn": ["b"]}}}""");

    private static final ConfigResource ECHOS_GROUP = new ConfigResource(ConfigResource.Type.GROUP,
            Topics.DEFAULT.shareGroup(new AgentType("echo")));
    private static final String RELIC = "relic";
    private static final String DELIVERIES = "share.delivery.count.limit";

    @TempDir
    private Path folder;

    @Test
    void aChainOfThreeTasksRunsToItsEnd() throws Exception {
        try (var broker = EmbeddedBroker.start();
                var coordinator = coordinator(broker);
                var worker = new HandMadeWorker(broker.bootstrap(), "echo", HandMadeWorker.succeeding())) {
            awaitAgent(coordinator, "echo");

            var submitted = coordinator.workflows().submit(submission(null, CHAIN3));

            var view = coordinator.workflows().awaitEnd(submitted.id(), Duration.ofSeconds(30)).orElseThrow();
            assertThat(view.status()).isEqualTo("COMPLETED");
            assertThat(view.results()).containsEntry("b", new Json("{\"by\":\"b\"}"));
            assertThat(worker.takenNames()).containsExactly("run a#1", "run b#1", "run c#1");
            assertThat(worker.taken().get(1).task().order().input()).isEqualTo(new Json("{\"of\":\"a\"}"));
        }
    }

    @Test
    void aWorkflowThatFailsIsRolledBack() throws Exception {
        HandMadeWorker.Handler failingC = (workflow, task) -> task.task().equals("c")
                ? new ReportRecord.Failed("c", task.attempt(), "hand", "broken", "it broke", false)
                : HandMadeWorker.succeeding().handle(workflow, task);
        try (var broker = EmbeddedBroker.start();
                var coordinator = coordinator(broker);
                var worker = new HandMadeWorker(broker.bootstrap(), "echo", failingC)) {
            awaitAgent(coordinator, "echo");

            var submitted = coordinator.workflows().submit(submission(null, SAGA));

            var view = coordinator.workflows().awaitEnd(submitted.id(), Duration.ofSeconds(30)).orElseThrow();
            assertThat(view.status()).isEqualTo("ROLLED_BACK");
            assertThat(worker.takenNames()).containsExactly("run a#1", "run b#1", "run c#1", "compensate b#2",
                    "compensate a#2");
            assertThat(coordinator.workflows().events(submitted.id()).getLast().text())
                    .contains("dev.muster.workflow.rolled_back");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWorkflowOutlivesTheCoordinatorWhetherItsStateIsKeptOrLost(boolean isKept) throws Exception {
        HandMadeWorker.Handler holdingB = (workflow, task) -> task.task().equals("b")
                ? null
                : HandMadeWorker.succeeding().handle(workflow, task);
        try (var broker = EmbeddedBroker.start();
                var first = coordinator(broker);
                var worker = new HandMadeWorker(broker.bootstrap(), "echo", holdingB)) {
            awaitAgent(first, "echo");
            var id = first.workflows().submit(submission(null, CHAIN3)).id();
            Awaitility.await().atMost(Duration.ofSeconds(30))
                    .until(() -> worker.takenNames().contains("run b#1"));
            first.close();
            if (!isKept) {
                deleteState();
            }
            // As a coordinator of another version would have left it.
            setDeliveryLimit(broker, "5");

            try (var coordinator = coordinator(broker)) {
                assertThat(coordinator.workflows().find(id).orElseThrow().status()).isEqualTo("RUNNING");
                worker.report(id.value(), new ReportRecord.Succeeded("b", 1, "hand", Json.EMPTY_OBJECT));

                var view = coordinator.workflows().awaitEnd(id, Duration.ofSeconds(30)).orElseThrow();
                assertThat(view.status()).isEqualTo("COMPLETED");
                assertThat(worker.takenNames()).containsExactly("run a#1", "run b#1", "run c#1");
                assertThat(coordinator.workflows().system().workflows().executed()).isEqualTo(1);
                Awaitility.await("the share group is set up as this coordinator wants it")
                        .atMost(Duration.ofSeconds(30)).until(() -> deliveryLimit(broker)
                                .equals(TaskIntake.REQUIRED.get(DELIVERIES)));
            }
        }
    }

    /// Kafka keeps word of what was removed for a day: stores that miss it would show it again.
    @Test
    void storesThatWereLeftForTooLongAreReadBackFromKafka() throws Exception {
        try (var broker = EmbeddedBroker.start();
                var first = coordinator(broker);
                var _ = new HandMadeWorker(broker.bootstrap(), "echo", (workflow, task) -> null)) {
            awaitAgent(first, "echo");
            var id = first.workflows().submit(submission(null, CHAIN3)).id();
            first.close();

            leaveStoresFor(Duration.ofHours(11));
            coordinator(broker).close();
            assertThat(relics()).isNotEmpty();

            leaveStoresFor(Duration.ofHours(13));
            try (var coordinator = coordinator(broker)) {
                assertThat(relics()).isEmpty();
                assertThat(coordinator.workflows().find(id)).isPresent();
            }
        }
    }

    @Test
    void ordersAndSubmissionsAnswerWhenTheyAreCarriedOut() throws Exception {
        HandMadeWorker.Handler silent = (workflow, task) -> null;
        try (var broker = EmbeddedBroker.start();
                var coordinator = coordinator(broker);
                var worker = new HandMadeWorker(broker.bootstrap(), "echo", silent)) {
            awaitAgent(coordinator, "echo");
            var workflows = coordinator.workflows();
            var id = new WorkflowId("mine");

            assertThat(workflows.submit(submission(id, CHAIN3)).isNew()).isTrue();
            assertThat(workflows.submit(submission(id, CHAIN3)).isNew()).isFalse();
            assertThatThrownBy(() -> workflows.submit(submission(id, SAGA)))
                    .isInstanceOf(ConflictException.class)
                    .hasMessage("workflow mine was submitted before with another body");
            assertThat(workflows.order(id, Order.PAUSE).status()).isEqualTo("PAUSED");
            assertThatThrownBy(() -> workflows.order(id, Order.PAUSE)).isInstanceOf(ConflictException.class);
            assertThatThrownBy(() -> workflows.order(new WorkflowId("nobody"), Order.PAUSE))
                    .isInstanceOf(UnknownWorkflowException.class);
            assertThat(workflows.order(id, Order.CANCEL).status()).isEqualTo("CANCELLED");
            assertThat(workflows.list(new WorkflowFilter("CANCELLED", "chain3", null, 10, null)).workflows())
                    .singleElement().satisfies(view -> assertThat(view.id()).isEqualTo("mine"));
            Awaitility.await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(worker.takenNames()).containsExactly("run a#1"));
        }
    }

    @Test
    void aRegisteredDefinitionIsNumberedAndStartedByName() throws Exception {
        try (var broker = EmbeddedBroker.start();
                var coordinator = coordinator(broker);
                var worker = new HandMadeWorker(broker.bootstrap(), "echo", HandMadeWorker.succeeding())) {
            awaitAgent(coordinator, "echo");

            assertThat(coordinator.definitions().register(CHAIN3)).isEqualTo(1);
            assertThat(coordinator.definitions().register(CHAIN3)).isEqualTo(1);
            assertThat(coordinator.definitions().register(new Json(SAGA.text().replace("saga", "chain3"))))
                    .isEqualTo(2);
            var submitted = coordinator.workflows()
                    .submit(new Submission(null, null, "chain3", 1, Json.EMPTY_OBJECT, List.of("blue"),
                            null));

            var view = coordinator.workflows().awaitEnd(submitted.id(), Duration.ofSeconds(30)).orElseThrow();
            assertThat(view.status()).isEqualTo("COMPLETED");
            assertThat(view.version()).isEqualTo(1);
            assertThat(view.tags()).containsExactly("blue");
            assertThat(worker.takenNames()).hasSize(3);

            worker.send("muster.commands", "by-record",
                    "{\"v\":1,\"type\":\"start\",\"name\":\"chain3\",\"version\":1}"
                            .getBytes(StandardCharsets.UTF_8));
            worker.send("muster.commands", "refused",
                    "{\"v\":1,\"type\":\"start\",\"name\":\"none\"}".getBytes(StandardCharsets.UTF_8));
            Awaitility.await("a workflow started by a record").atMost(Duration.ofSeconds(30)).until(
                    () -> coordinator.workflows().find(new WorkflowId("by-record"))
                            .filter(started -> started.status().equals("COMPLETED")).isPresent());
            Awaitility.await("the refusal of one").atMost(Duration.ofSeconds(30)).until(
                    () -> coordinator.workflows().events(new WorkflowId("refused")).stream()
                            .anyMatch(event -> event.text().contains("dev.muster.workflow.rejected")
                                    && event.text().contains("urn:muster:problem:unknown-definition")));
        }
    }

    @Test
    void whatOperatorsSetHoldsAtOnce() throws Exception {
        try (var broker = EmbeddedBroker.start();
                var coordinator = coordinator(broker);
                var worker = new HandMadeWorker(broker.bootstrap(), "echo", HandMadeWorker.succeeding())) {
            var agents = coordinator.agents();
            var workflows = coordinator.workflows();
            awaitAgent(coordinator, "echo");
            Awaitility.await("the limit that the coordinator was started with").atMost(Duration.ofSeconds(30))
                    .until(() -> Objects.equals(workflows.system().workflows().limit(), 100));
            assertThatThrownBy(() -> agents.resetBreaker(new AgentType("nobody")))
                    .isInstanceOf(AgentNotFoundException.class);
            assertThat(workflows.system().version()).isEqualTo(Version.text());
            assertThat(agents.configure(new AgentType("paint"), limit(new Change.Put<>(3))).rules().limit())
                    .isEqualTo(3);

            assertThat(agents.configure(new AgentType("echo"), limit(new Change.Put<>(0))).rules().limit())
                    .isZero();
            var first = workflows.submit(submission(new WorkflowId("first"), CHAIN3)).id();
            Awaitility.await("the first task at its gate").atMost(Duration.ofSeconds(30)).until(
                    () -> statusOf(workflows.find(first).orElseThrow(), "a").equals("QUEUED"));
            Awaitility.await("who does what").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                worker.heartbeat();
                var echo = agents.find(new AgentType("echo")).orElseThrow();
                assertThat(echo.load().waiting()).isEqualTo(1);
                assertThat(echo.load().held()).isZero();
                assertThat(echo.load().oldestReadySeconds()).isNotNull().isPositive();
                assertThat(echo.crew().desiredWorkers()).as("with a limit of 0").isZero();
                assertThat(echo.crew().workers())
                        .containsExactly(new AgentCrew.Worker("hand", "1", 10, null));
                assertThat(echo.crew().disagreements()).isEmpty();
            });
            agents.limitRunning(0);
            var second = workflows.submit(submission(new WorkflowId("second"), CHAIN3)).id();
            assertThat(agents.configure(new AgentType("echo"), limit(new Change.Removed<>())).rules().limit())
                    .isNull();
            assertThat(workflows.awaitEnd(first, Duration.ofSeconds(30)).orElseThrow().status())
                    .isEqualTo("COMPLETED");
            assertThat(workflows.find(second).orElseThrow().status()).isEqualTo("PENDING");
            assertThat(worker.takenNames()).hasSize(3);

            agents.limitRunning(null);
            assertThat(workflows.awaitEnd(second, Duration.ofSeconds(30)).orElseThrow().status())
                    .isEqualTo("COMPLETED");
            assertThat(agents.resetBreaker(new AgentType("echo")).breaker().state()).isEqualTo("CLOSED");
        }
    }

    private static void setDeliveryLimit(EmbeddedBroker broker, String limit) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            var set = new AlterConfigOp(new ConfigEntry(DELIVERIES, limit), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(ECHOS_GROUP, List.of(set))).all().get();
        }
    }

    private static String deliveryLimit(EmbeddedBroker broker) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            var groups = admin.describeConfigs(List.of(ECHOS_GROUP)).all().get();
            return Objects.requireNonNull(groups.get(ECHOS_GROUP)).get(DELIVERIES).value();
        }
    }

    private static String statusOf(WorkflowView view, String task) {
        return Objects.requireNonNull(Objects.requireNonNull(view.tasks()).get(task)).status();
    }

    private static AgentChange limit(Change<Integer> limit) {
        return AgentChange.adding(List.of()).withLimit(limit);
    }

    @Test
    void whatCannotBeReadOnTheTopicsOfTablesAndGatesIsPutAsideOnceAndNotPutBack() throws Exception {
        try (var broker = EmbeddedBroker.start();
                var coordinator = coordinator(broker);
                var worker = new HandMadeWorker(broker.bootstrap(), "echo", HandMadeWorker.succeeding())) {
            worker.send("muster.agents", "broken", new byte[]{'?'});
            worker.send("muster.definitions", "broken:1", new byte[]{'?'});
            worker.send("muster.gates", "echo", new byte[]{'?'});
            awaitAgent(coordinator, "echo");

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> worker.deadLetters(3).size() == 3);
            assertThat(coordinator.agents().find(new AgentType("broken"))).isEmpty();
            assertThat(coordinator.isLive()).isTrue();
            assertThat(open(coordinator)).hasSize(3).allSatisfy(
                    id -> assertThatThrownBy(() -> coordinator.deadLetters().replay(id))
                            .isInstanceOf(ConflictException.class));
            open(coordinator).forEach(coordinator.deadLetters()::discard);
            assertThat(open(coordinator)).isEmpty();

            aLetterIsPutBackOnceWhoeverAsks(broker, coordinator, worker);
        }
    }

    /// At two coordinators at once, each asked several times.
    private void aLetterIsPutBackOnceWhoeverAsks(EmbeddedBroker broker, Coordinator first,
            HandMadeWorker worker) throws Exception {
        worker.send("muster.commands", "unread", new byte[]{'?'});
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> open(first).size() == 1);
        var id = open(first).getFirst();
        try (var second = Coordinator.start(
                CoordinatorConfig.of(broker.bootstrap(), folder.resolve("second")));
                var asking = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = asking.invokeAll(IntStream.range(0, 6)
                    .<Callable<State>>mapToObj(number -> () -> (number % 2 == 0 ? first : second)
                            .deadLetters().replay(id).state())
                    .toList());

            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(State.REPLAYED);
            }
            // It still can't be read, so each time it was put back would be a letter.
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> open(second).size() == 1);
            assertThatThrownBy(() -> second.deadLetters().discard(id)).isInstanceOf(ConflictException.class);
            second.deadLetters().discard(open(second).getFirst());
            assertThat(open(second)).isEmpty();
        }
    }

    private static List<DeadLetterId> open(Coordinator coordinator) {
        return coordinator.deadLetters().list(new DeadLetterFilter(State.OPEN, null, 100, null)).deadLetters()
                .stream().map(letter -> DeadLetterId.of(letter.id())).toList();
    }

    /// Takes as long as the coordinator's patience, so it is among the long tests.
    @Test
    @Tag("soak")
    @Timeout(240)
    void aTaskThatWasTakenAndNeverHeardOfIsDispatchedAnew() throws Exception {
        HandMadeWorker.Handler silent = (workflow, task) -> null;
        try (var broker = EmbeddedBroker.start();
                var coordinator = coordinator(broker);
                var worker = new HandMadeWorker(broker.bootstrap(), "echo", silent);
                var thief = thief(broker)) {
            awaitAgent(coordinator, "echo");
            coordinator.workflows().submit(submission(null, CHAIN3));

            Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(200)).until(() -> {
                thief.poll(Duration.ofMillis(500)).forEach(thief::acknowledge);
                thief.commitSync();
                return worker.takenNames().contains("run a#2");
            });
        }
    }

    /// Takes tasks as the workers' share group does, and does nothing of what a worker must.
    private static KafkaShareConsumer<byte[], byte[]> thief(EmbeddedBroker broker) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap(), "group.id",
                Topics.DEFAULT.shareGroup(new AgentType("echo")), "share.acknowledgement.mode", "explicit");
        var thief = new KafkaShareConsumer<>(settings, new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        thief.subscribe(List.of(Topics.DEFAULT.tasks(new AgentType("echo"))));
        return thief;
    }

    /// Each partition's stores have a folder, in which a file is put that nobody knows.
    private void leaveStoresFor(Duration time) throws IOException {
        var since = FileTime.from(Instant.now().minus(time));
        try (var folders = Files.list(folder.resolve("state").resolve("muster.coordinator"))) {
            for (var stores : folders.filter(one -> one.getFileName().toString().matches("\\d+_\\d+"))
                    .toList()) {
                Files.writeString(stores.resolve(RELIC), "");
                Files.setLastModifiedTime(stores, since);
            }
        }
    }

    private List<Path> relics() throws IOException {
        try (var files = Files.walk(folder.resolve("state"))) {
            return files.filter(file -> file.endsWith(RELIC)).toList();
        }
    }

    private void deleteState() throws IOException {
        try (var paths = Files.walk(folder.resolve("state"))) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Coordinator coordinator(EmbeddedBroker broker) throws InterruptedException {
        var coordinator = Coordinator
                .start(CoordinatorConfig.of(broker.bootstrap(), folder.resolve("state")));
        assertThat(coordinator.awaitReady(Duration.ofSeconds(60))).isTrue();
        return coordinator;
    }

    private static void awaitAgent(Coordinator coordinator, String agent) {
        Awaitility.await().atMost(Duration.ofSeconds(30))
                .until(() -> coordinator.agents().find(new AgentType(agent)).isPresent());
    }

    private static Submission submission(@Nullable WorkflowId id, Json definition) {
        return new Submission(id, definition, null, null, Json.EMPTY_OBJECT, List.of(), null);
    }
}
