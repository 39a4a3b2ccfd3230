package dev.muster.dev;

import dev.muster.common.Json;
import dev.muster.common.Topics;
import dev.muster.common.WorkflowId;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.port.Submission;
import dev.muster.dev.agents.SampleAgents;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.TaskContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A fleet for those who look at it: the sample agents, which take their time, and `studio`, which does as the test says.
final class UiFleet implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(40);
    private static final long LOOK_AGAIN_MILLIS = 20;
    /// No task has this name.
    private static final String ANY = "*";

    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Fleet fleet;

    UiFleet(Path folder) throws InterruptedException {
        fleet = Fleet.start(new Fleet.Plan(folder, 0, 0), worker -> {
            SampleAgents.in(folder.resolve("output"), null, PACE).forEach(worker::agent);
            worker.agent(studio());
        });
        Example.registerTemplates(fleet.coordinator().definitions());
    }

    String server() {
        return fleet.server();
    }

    /// Runs one of the examples.
    void run(String example, String id) {
        fleet.coordinator().workflows()
                .submit(new Submission(new WorkflowId(id), Example.named(example).json(), null,
                        null, new Json("{\"brand\": \"Aurora\"}"), List.of(), null));
    }

    void register(Map<String, Object> definition) {
        fleet.coordinator().definitions()
                .register(new Json(WireFormat.MAPPER.writeValueAsString(definition)));
    }

    /// Reports as a worker would that nobody expects.
    void reports(String workflow, ReportRecord report) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", fleet.kafka());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.DEFAULT.reports(), workflow, WireFormat.bytes(report)))
                    .get();
        }
    }

    /// From now on tasks of this name fail, until they are mended.
    void breaks(String task) {
        broken.add(task);
    }

    void mends(String task) {
        broken.remove(task);
    }

    /// From now on no task ends, until all are let go.
    void holdsAll() {
        held.add(ANY);
    }

    void letsGoAll() {
        held.remove(ANY);
    }

    /// From now on tasks of this name don't end, until they are let go.
    void holds(String task) {
        held.add(task);
    }

    void letsGo(String task) {
        held.remove(task);
    }

    private AgentDefinition studio() {
        return AgentDefinition.of("studio").action("make", Map.class, (input, task) -> made(task))
                .compensation("unmake", Map.class, Map.class, (input, made, task) -> {
                    // There is nothing to take away.
                });
    }

    private Map<String, String> made(TaskContext task) {
        var name = task.task().declared().value();
        // Nobody counts it down: a wait that an interrupt, so a cancellation, ends.
        var never = new CountDownLatch(1);
        try {
            while ((held.contains(name) || held.contains(ANY)) && !task.isCancelled()) {
                if (never.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (broken.contains(name)) {
            throw TaskExecutionException.terminal("refused", "the printer is out of paper", null);
        }
        return Map.of("made", name);
    }

    @Override
    public void close() {
        fleet.close();
    }
}
