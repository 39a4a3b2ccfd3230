package dev.muster.dev;

import dev.muster.common.error.TaskExecutionException;
import dev.muster.coordinator.Coordinator;
import dev.muster.coordinator.CoordinatorConfig;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.TaskContext;
import dev.muster.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// What the engine does, on the broker of Kafka's own image. Needs a Docker engine; without one it is skipped, unless
/// `-Dmuster.docker=required`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class KafkaContainerIT {
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(60);

    private final List<String> deeds = new CopyOnWriteArrayList<>();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private ContainedBroker broker;
    private Coordinator coordinator;
    private Worker worker;
    private ApiClient api;

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException {
        Assumptions.assumeTrue(
                System.getProperty("muster.docker", "").equals("required")
                        || DockerClientFactory.instance().isDockerAvailable(),
                "skipped: no Docker engine answers, expected one for the tests on Kafka's own image");
        broker = new ContainedBroker();
        coordinator = Coordinator
                .start(CoordinatorConfig.of(broker.bootstrap(), folder.resolve("state")).withHttp(0));
        assertThat(coordinator.awaitReady(ENDED_WITHIN)).isTrue();
        worker = Worker.builder(broker.bootstrap()).agent(agent()).closedByShutdown(false).start();
        api = new ApiClient("http://127.0.0.1:" + coordinator.httpPort().orElseThrow());
        api.awaitAgent("test");
    }

    @AfterAll
    void stop() {
        letGo.countDown();
        if (broker != null) {
            stop(broker, coordinator, worker, api);
        }
    }

    private static void stop(ContainedBroker broker, Coordinator coordinator, Worker worker, ApiClient api) {
        try (broker; coordinator; worker; api) {
            assertThat(coordinator.isLive()).isTrue();
        }
    }

    @Test
    void aWorkflowCompletesAndHandsItsOutputsOn() {
        api.submit(
                "complete", Map.of("name", "complete", "tasks", Map.of("one", task("work", List.of()), "two",
                        Map.of("agent", "test", "action", "work", "dependsOn", List.of("one"), "input",
                                Map.of("of", "${tasks.one.output.attempt}")))),
                Map.of());

        var ended = api.awaitEnd("complete", ENDED_WITHIN);

        assertThat(status(ended)).as(ended::toPrettyString).isEqualTo("COMPLETED");
        assertThat(ended.at("/results/two/of").asInt(0)).as(ended::toPrettyString).isEqualTo(1);
        assertThat(of("complete")).containsExactly("complete one work 1", "complete two work 1");
    }

    @Test
    void whatFailsAtFirstIsTriedAgain() {
        api.submit("retry", Map.of("name", "retry", "tasks", Map.of("one", task("second-time", List.of()))),
                Map.of());

        var ended = api.awaitEnd("retry", ENDED_WITHIN);

        assertThat(status(ended)).as(ended::toPrettyString).isEqualTo("COMPLETED");
        assertThat(of("retry")).containsExactly("retry one second-time 1", "retry one second-time 2");
    }

    @Test
    void aFailedWorkflowIsUndoneInReverseOrder() {
        api.submit("undo", Map.of("name", "undo", "tasks", Map.of("one", task("work", List.of()), "two",
                task("work", List.of("one")), "three", task("fail", List.of("two")))), Map.of());

        var ended = api.awaitEnd("undo", ENDED_WITHIN);

        assertThat(status(ended)).as(ended::toPrettyString).isEqualTo("ROLLED_BACK");
        assertThat(of("undo")).containsExactly("undo one work 1", "undo two work 1", "undo three fail 1",
                "undo two undone", "undo one undone");
    }

    @Test
    void aBrokerThatIsStartedAgainHasKeptWhatWasUnderWay() throws Exception {
        api.submit("restart", Map.of("name", "restart", "tasks", Map.of("one", task("work", List.of()), "two",
                task("held", List.of("one")), "three", task("work", List.of("two")))), Map.of());
        Awaitility.await("the coordinator knows who holds it").atMost(ENDED_WITHIN).until(
                () -> api.workflow("restart").at("/tasks/two/status").asString("").equals("RUNNING"));

        broker.restart();
        letGo.countDown();

        var ended = api.awaitEnd("restart", ENDED_WITHIN);
        assertThat(status(ended)).as(ended::toPrettyString).isEqualTo("COMPLETED");
        assertThat(of("restart")).startsWith("restart one work 1", "restart two held 1")
                .endsWith("restart three work 1");
    }

    private static Map<String, ?> task(String action, List<String> dependsOn) {
        return Map.of("agent", "test", "action", action, "dependsOn", dependsOn, "compensate",
                Map.of("action", "undo"), "retry", Map.of("attempts", 3, "delay", "100ms"));
    }

    private static String status(JsonNode workflow) {
        return workflow.path("status").asString("");
    }

    private List<String> of(String workflow) {
        return deeds.stream().filter(deed -> deed.startsWith(workflow + " ")).toList();
    }

    private AgentDefinition agent() {
        return AgentDefinition.of("test")
                .action("work", Map.class, (input, task) -> done("work", task, input))
                .action("held", Map.class, (input, task) -> {
                    done("held", task, input);
                    // Long enough for a broker that starts; whoever gave the attempt up interrupts it.
                    assertThat(letGo.await(ENDED_WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
                    return Map.of();
                }).action("second-time", Map.class, (input, task) -> {
                    var made = done("second-time", task, input);
                    if (task.attempt() == 1) {
                        throw TaskExecutionException.retryable("first_time", "the first time fails", null);
                    }
                    return made;
                }).action("fail", Map.class, (input, task) -> {
                    done("fail", task, input);
                    throw TaskExecutionException.terminal("told_to", "fails because it is told to", null);
                })
                .compensation("undo", Map.class, Map.class,
                        (input, made, task) -> deeds.add(task.workflow() + " " + task.task() + " undone"));
    }

    private Map<String, ?> done(String deed, TaskContext task, Map<?, ?> input) {
        deeds.add(task.workflow() + " " + task.task() + " " + deed + " " + task.attempt());
        return Map.of("attempt", task.attempt(), "of", Objects.requireNonNullElse(input.get("of"), 0));
    }
}
