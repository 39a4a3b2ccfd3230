package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.wire.ReportRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What one workflow costs the coordinator, in records, bytes and operations of its stores. Time varies from machine to
/// machine, this does not. Each input is a transaction of its own here, so what is written once for each transaction
/// counts fully.
class WorkTest {
    private static final WrittenDown WORK = new WrittenDown("work.properties", 0);

    private final Map<String, Long> counts = new TreeMap<>();
    @TempDir
    private Path folder;

    /// How a workflow's task ends.
    private interface Ending {
        void of(Scene scene, String workflow, String task);
    }

    @Test
    void aWorkflowCostsWhatIsWrittenDown() throws IOException {
        count("chain3", Workloads.CHAIN3, Workloads.CHAIN, _ -> {}, WorkTest::succeed);
        count("fan50", Workloads.FAN50, Workloads.FAN, _ -> {}, WorkTest::succeed);
        count("gated", Workloads.CHAIN3, Workloads.CHAIN, scene -> scene.limit(1_000), WorkTest::succeed);
        count("claimed", Workloads.CHAIN3, Workloads.CHAIN, _ -> {}, (scene, workflow, task) -> {
            scene.report(workflow, new ReportRecord.Claimed(task, 1, "w1"));
            succeed(scene, workflow, task);
        });

        WORK.check(counts);
    }

    private static void succeed(Scene scene, String workflow, String task) {
        scene.succeed(workflow, task, 1, Workloads.PAYLOAD.text());
    }

    private void count(String name, Json definition, List<String> tasks, Consumer<Scene> before,
            Ending ending) {
        var stores = new CountedStores();
        try (var scene = Scene.in(folder.resolve(name), stores::of)) {
            before.accept(scene);
            // The first of a definition stores it.
            run(scene, name + "-1", definition, tasks, ending);
            scene.written();
            stores.taken();

            run(scene, name + "-2", definition, tasks, ending);

            scene.written().forEach((topic, records) -> count(name + '.' + named(topic), records));
            stores.taken().forEach((operation, times) -> counts.put(name + '.' + operation, times));
            assertThat(scene.view(name + "-2").status()).isEqualTo("COMPLETED");
        }
    }

    private static void run(Scene scene, String workflow, Json definition, List<String> tasks,
            Ending ending) {
        scene.start(workflow, null, definition.text(), Workloads.PAYLOAD.text());
        tasks.forEach(task -> ending.of(scene, workflow, task));
    }

    private static String named(String topic) {
        return topic.replace(Scene.TOPICS.prefix(), "").replace(ClientSettings.COORDINATOR + '-', "");
    }

    private void count(String topic, List<TestRecord<byte[], byte[]>> records) {
        if (!records.isEmpty()) {
            counts.put(topic + ".records", (long) records.size());
            counts.put(topic + ".bytes", records.stream().mapToLong(WorkTest::bytes).sum());
        }
    }

    /// Without what Kafka adds to a record in its batch.
    private static long bytes(TestRecord<byte[], byte[]> record) {
        var bytes = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
