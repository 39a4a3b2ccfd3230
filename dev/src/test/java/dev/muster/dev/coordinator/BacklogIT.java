package dev.muster.dev.coordinator;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.Coordinator;
import dev.muster.coordinator.CoordinatorConfig;
import dev.muster.coordinator.port.AgentChange;
import dev.muster.coordinator.port.AgentView;
import dev.muster.coordinator.port.LagView;
import dev.muster.coordinator.port.Submission;
import dev.muster.coordinator.streams.EngineConfig;
import dev.muster.dev.EmbeddedBroker;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.Worker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What operators see of work that nobody does yet, and of its going: by the ports, and by what a scrape brings.
@Timeout(120)
final class BacklogIT {
    private static final Duration WITHIN = Duration.ofSeconds(40);
    private static final int MANY = 30;
    private static final int FEW = 4;
    private static final AgentType BUSY = new AgentType("busy");
    private static final AgentType CALM = new AgentType("calm");

    @Test
    void whatNobodyDoesIsToldByAgentAndGoesWhenAWorkerComes(@TempDir Path folder) throws Exception {
        try (var broker = EmbeddedBroker.start();
                var coordinator = Coordinator
                        .start(config(broker, folder));
                var http = HttpClient.newHttpClient()) {
            assertThat(coordinator.awaitReady(Duration.ofSeconds(60))).isTrue();
            register(coordinator, BUSY);
            register(coordinator, CALM);
            submit(coordinator, BUSY, MANY);
            submit(coordinator, CALM, FEW);

            Awaitility.await("all of it in the topics").atMost(WITHIN).untilAsserted(() -> {
                assertThat(agent(coordinator, BUSY).load().lag()).isNotNull().isBetween(30L, 60L);
                assertThat(agent(coordinator, CALM).load().lag()).isNotNull().isBetween(4L, 29L);
            });
            assertThat(lags(coordinator, "muster.workers.busy")).containsOnlyKeys("muster.tasks.busy/0")
                    .hasEntrySatisfying("muster.tasks.busy/0",
                            lag -> assertThat(lag).isGreaterThanOrEqualTo(MANY));
            assertThat(lags(coordinator, "muster.coordinator")).containsOnlyKeys("muster.commands/0",
                    "muster.commands/1", "muster.gates/0", "muster.gates/1", "muster.reports/0",
                    "muster.reports/1", "muster.workers/0", "muster.workers/1");
            assertThat(lags(coordinator, "muster.coordinator-registrar")).containsKeys("muster.workers/0",
                    "muster.agents/0", "muster.definitions/0");
            var waiting = agent(coordinator, BUSY);
            assertThat(waiting.load().missing()).isEmpty();
            assertThat(waiting.load().oldestReadySeconds()).isNotNull();
            assertThat(waiting.flow().arrivalRate()).isPositive()
                    .isGreaterThan(agent(coordinator, CALM).flow().arrivalRate());
            assertThat(waiting.flow().serviceRate()).isZero();
            assertThat(waiting.flow().drainSeconds()).as("when nobody does it").isNull();
            Awaitility.await("the one with the longest backlog of which nothing is done").atMost(WITHIN)
                    .until(() -> "busy".equals(coordinator.agents().all().bottleneck()));
            var before = scrape(http, coordinator);
            assertThat(before.get("muster_agent_lag{agent=\"busy\"}")).isGreaterThanOrEqualTo(MANY);
            assertThat(before.get("muster_agent_desired_workers{agent=\"busy\"}"))
                    .isEqualTo(before.get("muster_agent_lag{agent=\"busy\"}"));
            assertThat(before).containsEntry("muster_tasks_ready_total{agent=\"busy\"}", (double) MANY)
                    .containsEntry("muster_tasks_ready_total{agent=\"calm\"}", (double) FEW)
                    .containsEntry("muster_workflows{status=\"RUNNING\"}", 2.0)
                    .containsEntry("muster_agent_breaker_state{agent=\"calm\"}", 0.0);

            try (var worker = Worker.builder(broker.bootstrap()).agent(answering(BUSY)).agent(answering(CALM))
                    .maxInFlight(10).start()) {
                for (var type : List.of(BUSY, CALM)) {
                    assertThat(coordinator.workflows().awaitEnd(new WorkflowId(type.value()), WITHIN)
                            .orElseThrow().status()).isEqualTo("COMPLETED");
                }
                Awaitility.await("nothing is left").atMost(WITHIN).untilAsserted(() -> {
                    assertThat(agent(coordinator, BUSY).load().lag()).isZero();
                    assertThat(agent(coordinator, CALM).load().lag()).isZero();
                });
                var served = agent(coordinator, BUSY);
                assertThat(served.flow().serviceRate()).isPositive()
                        .isGreaterThan(agent(coordinator, CALM).flow().serviceRate());
                assertThat(served.flow().drainSeconds()).isZero();
                assertThat(served.load().oldestReadySeconds()).isNull();
                assertThat(lags(coordinator, "muster.workers.busy")).containsValue(0L);
            }
            var after = scrape(http, coordinator);
            assertThat(after)
                    .containsEntry("muster_tasks_total{agent=\"busy\",outcome=\"completed\"}", (double) MANY)
                    .containsEntry("muster_tasks_total{agent=\"calm\",outcome=\"completed\"}", (double) FEW)
                    .containsEntry("muster_task_duration_seconds_count{agent=\"busy\"}", (double) MANY)
                    .containsEntry("muster_workflow_duration_seconds_count", 2.0)
                    .containsEntry("muster_workflows{status=\"RUNNING\"}", 0.0)
                    .containsEntry("muster_workflows{status=\"COMPLETED\"}", 2.0);
            assertThat(after.keySet()).as("metrics of Kafka and the JVM")
                    .anyMatch(series -> series.startsWith("kafka_stream_thread_process_rate{"))
                    .anyMatch(series -> series.startsWith("kafka_producer_record_send_total{"))
                    .anyMatch(series -> series.startsWith("kafka_consumer_fetch_manager_records_lag"))
                    .anyMatch(series -> series.startsWith("jvm_memory_used_bytes{"))
                    .noneMatch(series -> series.contains("a[0]"));
        }
    }

    private static CoordinatorConfig config(EmbeddedBroker broker, Path folder) {
        return CoordinatorConfig.of(EngineConfig.of(broker.bootstrap(), folder)
                .keeping(keeping -> keeping.withPartitions(2))).withHttp(0);
    }

    /// Of a group, by topic and partition.
    private static Map<String, Long> lags(Coordinator coordinator, String group) {
        return coordinator.agents().lag().groups().stream().filter(one -> one.group().equals(group))
                .flatMap(one -> one.partitions().stream())
                .collect(
                        Collectors.toMap(one -> one.topic() + "/" + one.partition(), LagView.Partition::lag));
    }

    private static void register(Coordinator coordinator, AgentType type) {
        coordinator.agents().configure(type, AgentChange.adding(List.of("work")));
    }

    private static void submit(Coordinator coordinator, AgentType type, int tasks) {
        coordinator.workflows().submit(new Submission(new WorkflowId(type.value()), new Json("""
                {"name": "many", "tasks": {"a": {"agent": "%s", "action": "work", "forEach": %d}}}"""
                .formatted(type, tasks)), null, null, Json.EMPTY_OBJECT, List.of(), null));
    }

    private static AgentDefinition answering(AgentType type) {
        return AgentDefinition.of(type.value()).action("work", Map.class, (input, task) -> Map.of());
    }

    private static AgentView agent(Coordinator coordinator, AgentType type) {
        return coordinator.agents().find(type).orElseThrow();
    }

    /// Values by series.
    private static Map<String, Double> scrape(HttpClient http, Coordinator coordinator)
            throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + coordinator.httpPort().orElseThrow() + "/metrics");
        var reply = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(reply.statusCode()).isEqualTo(200);
        return reply.body().lines().filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(line -> line.substring(0, line.lastIndexOf(' ')), line -> Double
                        .valueOf(line.substring(line.lastIndexOf(' ') + 1).replace("Inf", "Infinity"))));
    }
}
