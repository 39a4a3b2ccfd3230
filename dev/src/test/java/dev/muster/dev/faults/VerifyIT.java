package dev.muster.dev.faults;

import dev.muster.common.Topics;
import dev.muster.coordinator.Coordinator;
import dev.muster.coordinator.CoordinatorConfig;
import dev.muster.coordinator.streams.EngineConfig;
import dev.muster.dev.ApiClient;
import dev.muster.dev.ClusterNode;
import dev.muster.dev.EmbeddedBroker;
import dev.muster.dev.verify.Verification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// `muster verify` on a fleet that was tampered with, and on one that was put back from a copy of its broker's folder.
@Tag("faults")
@Timeout(180)
final class VerifyIT {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final String ROWS = "muster.coordinator-rows-changelog";

    @TempDir
    private Path folder;
    private final AtomicInteger states = new AtomicInteger();

    @Test
    void whatWasTamperedWithIsFound() throws Exception {
        try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), 0)) {
            try (var coordinator = coordinator(broker);
                    var api = new ApiClient(address(coordinator));
                    var worker = WitnessWorker.start(broker.bootstrap(), folder.resolve("executions"))) {
                runSome(api);

                assertThat(worker.id().value()).isNotEmpty();
                assertThat(differences(broker, coordinator)).isEmpty();

                forgeEvent(broker, "diamond");
                assertThat(differences(broker, coordinator))
                        .containsExactly("diamond: ended as [COMPLETED] and then was [FAILED]",
                                "diamond: is shown as COMPLETED, its events say FAILED");
            }
            loseHeader(broker, "doomed");
            try (var coordinator = coordinator(broker)) {
                assertThat(differences(broker, coordinator))
                        .contains("doomed: is not there, its events tell of it");
            }
        }
    }

    @Test
    void aFleetGoesOnFromAnArchiveOfItsBrokersFolder() throws Exception {
        try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
                var coordinator = coordinator(broker);
                var api = new ApiClient(address(coordinator));
                var worker = WitnessWorker.start(broker.bootstrap(), folder.resolve("executions"))) {
            runSome(api);
            api.submit("waiting", shape("stumbling").definition(), Map.of());
            api.post("/api/v1/workflows/waiting/pause");
            assertThat(worker.id().value()).isNotEmpty();
        }

        var archive = Path.of(System.getProperty("muster.golden", folder.resolve("archive.tgz").toString()))
                .toAbsolutePath();
        Shell.run("tar", "-czf", archive.toString(), "-C", folder.toString(), "kafka", "state-1");
        Shell.run("mkdir", folder.resolve("copy").toString());

        goesOn(archive, folder.resolve("copy").resolve("state-2"));
    }

    /// The archive was written by the test above with `-Dmuster.golden=FILE`, by the release that its name tells.
    @ParameterizedTest
    @ValueSource(strings = "fleet-0.1.0.tgz")
    void aFleetGoesOnFromWhatAnEarlierReleaseHasWritten(String name) throws Exception {
        var archive = Path.of(Objects.requireNonNull(VerifyIT.class.getResource(name)).toURI());
        Shell.run("mkdir", folder.resolve("copy").toString());

        goesOn(archive, folder.resolve("copy").resolve("state-1"));
    }

    private void goesOn(Path archive, Path state) throws Exception {
        var copy = folder.resolve("copy");
        Shell.run("tar", "-xzf", archive.toString(), "-C", copy.toString());
        try (var broker = ClusterNode.unforgetting(copy.resolve("kafka"));
                var coordinator = coordinator(broker, state);
                var api = new ApiClient(address(coordinator));
                var worker = WitnessWorker.start(broker.bootstrap(), folder.resolve("executions"))) {
            Shape.ALL.forEach(shape -> assertThat(api.workflow(shape.name()).path("status").asString(""))
                    .isEqualTo(shape.ends()));
            assertThat(differences(broker, coordinator)).isEmpty();

            api.post("/api/v1/workflows/waiting/resume");

            assertThat(api.awaitEnd("waiting", WITHIN).path("status").asString("")).isEqualTo("COMPLETED");
            assertThat(differences(broker, coordinator)).isEmpty();
            assertThat(worker.id().value()).isNotEmpty();
        }
    }

    private static void runSome(ApiClient api) {
        api.awaitAgent(WitnessWorker.FREE);
        api.awaitAgent(WitnessWorker.BOUNDED);
        Shape.ALL.forEach(shape -> api.submit(shape.name(), shape.definition(), Map.of()));
        Shape.ALL.forEach(shape -> assertThat(api.awaitEnd(shape.name(), WITHIN).path("status").asString(""))
                .isEqualTo(shape.ends()));
    }

    private static Shape shape(String name) {
        return Shape.ALL.stream().filter(shape -> shape.name().equals(name)).findFirst().orElseThrow();
    }

    /// With stores of its own, which it has to read back.
    private Coordinator coordinator(EmbeddedBroker broker) throws InterruptedException {
        return coordinator(broker, folder.resolve("state-" + states.incrementAndGet()));
    }

    private static Coordinator coordinator(EmbeddedBroker broker, Path state) throws InterruptedException {
        var engine = EngineConfig.of(broker.bootstrap(), state).keeping(keeping -> keeping.withEnded(null));
        var coordinator = Coordinator.start(CoordinatorConfig.of(engine).withHttp(0));
        assertThat(coordinator.awaitReady(WITHIN)).isTrue();
        return coordinator;
    }

    private static String address(Coordinator coordinator) {
        return "http://127.0.0.1:" + coordinator.httpPort().orElseThrow();
    }

    private static List<String> differences(EmbeddedBroker broker, Coordinator coordinator)
            throws InterruptedException {
        try (var verification = Verification.of(Map.of("bootstrap.servers", broker.bootstrap()),
                Topics.DEFAULT,
                Verification.Api.open(address(coordinator)), null)) {
            return verification.run().differences();
        }
    }

    private static void forgeEvent(EmbeddedBroker broker, String workflow) throws Exception {
        write(broker, new ProducerRecord<>("muster.events", null, bytes(workflow), bytes("{}"),
                List.of(new RecordHeader("ce_type", bytes("dev.muster.workflow.failed")),
                        new RecordHeader("ce_id", bytes("forged")),
                        new RecordHeader("ce_time", bytes("2026-01-01T00:00:00Z")))));
    }

    /// As a broken disk might, of which Kafka has no other copy.
    private static void loseHeader(EmbeddedBroker broker, String workflow) throws Exception {
        var partition = partitionOf(broker, "H" + workflow);
        write(broker, new ProducerRecord<>(ROWS, partition, bytes("H" + workflow), null));
    }

    private static int partitionOf(EmbeddedBroker broker, String key) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrap(),
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(ROWS).stream()
                    .map(partition -> new TopicPartition(ROWS, partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    if (new String(Objects.requireNonNull(record.key()), StandardCharsets.ISO_8859_1)
                            .equals(key)) {
                        return record.partition();
                    }
                }
            }
        }
    }

    private static void write(EmbeddedBroker broker, ProducerRecord<byte[], byte[]> record) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrap()), new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
