package dev.muster.dev;

import dev.muster.common.Json;
import dev.muster.common.Topics;
import dev.muster.common.wire.CommandRecord;
import dev.muster.common.wire.WireFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// Measures how long a fleet of two coordinators is without a part of its workflows when one of them is killed, and
/// that none is lost. The figures stand in `docs/performance.md`.
@Tag("soak")
@Timeout(1_800)
final class TakeoverIT {
    private static final Logger LOG = LoggerFactory.getLogger(TakeoverIT.class);
    private static final int LIVE = Integer.getInteger("muster.takeover.workflows", 100_000);
    /// How many are given an order when the coordinator is killed: enough for all partitions.
    private static final int ORDERED = 100;
    private static final int LOAD_PER_SECOND = 100;
    private static final Json DEFINITION = new Json(
            """
                    {"name": "live", "tasks": {"one": {"agent": "test", "action": "work", "input": {"millis": 3600000},
                      "timeout": "2h"}}}""");

    @Test
    void theOtherTakesOver(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        try (var fleet = new ProcessFleet(folder, 2);
                var killed = new ApiClient(fleet.api(0));
                var other = new ApiClient(fleet.api(1));
                var commands = new Commands(fleet.kafka())) {
            awaiting("the agent").until(() -> !killed.read("/api/v1/agents").path("agents").isEmpty());
            killed.put("/api/v1/system", "{\"limit\":null}");
            IntStream.range(0, LIVE).forEach(i -> commands.start("live-" + i));
            awaiting("all workflows").atMost(Duration.ofMinutes(20)).pollInterval(Duration.ofSeconds(1))
                    .until(() -> total(other) == LIVE);
            commands.startLoad();

            var before = System.nanoTime();
            fleet.killCoordinator(0);
            IntStream.range(0, ORDERED).forEach(i -> commands.pause("live-" + i));
            awaiting("all orders carried out").until(() -> IntStream.range(0, ORDERED)
                    .allMatch(i -> status(other, i).equals("PAUSED")) && total(other) >= LIVE);
            var takeover = Duration.ofNanos(System.nanoTime() - before);

            assertThat(IntStream.range(0, ORDERED).map(i -> attempts(other, i)))
                    .as("no worker was taken for silent behind so many commands").containsOnly(1);

            var load = commands.stopLoad();
            awaiting("the load").until(() -> total(other) == LIVE + load);
            assertThat(other.read("/api/v1/system").at("/workflows/active").asInt(0)).isEqualTo(LIVE + load);
            LOG.atInfo().addKeyValue("workflows", LIVE).addKeyValue("load", load)
                    .addKeyValue("millis", takeover.toMillis()).log("taken over");
        }
    }

    private static ConditionFactory awaiting(String what) {
        return Awaitility.await(what).atMost(Duration.ofMinutes(5)).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20)).pollInSameThread();
    }

    private static int total(ApiClient api) {
        return api.read("/api/v1/system").at("/workflows/total").asInt(0);
    }

    private static String status(ApiClient api, int index) {
        return api.workflow("live-" + index).path("status").asString("");
    }

    private static int attempts(ApiClient api, int index) {
        return api.workflow("live-" + index).at("/tasks/one/attempts").asInt(0);
    }

    /// Writes commands to the log as any client may. The load comes from a thread of its own.
    private static final class Commands implements AutoCloseable {
        private final KafkaProducer<String, byte[]> producer;
        private final CountDownLatch stopping = new CountDownLatch(1);
        private Thread thread = new Thread();
        private final AtomicInteger load = new AtomicInteger();

        Commands(String kafka) {
            producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", 2),
                    new StringSerializer(), new ByteArraySerializer());
        }

        void start(String id) {
            send(id, new CommandRecord.Start(null, DEFINITION, null, null, null, null, null));
        }

        void pause(String id) {
            send(id, new CommandRecord.Pause(null));
        }

        private void send(String id, CommandRecord command) {
            var _ = producer.send(new ProducerRecord<>(Topics.DEFAULT.commands(), id,
                    WireFormat.bytes(command)));
        }

        void startLoad() {
            thread = Thread.ofPlatform().start(this::load);
        }

        private void load() {
            try {
                while (!stopping.await(1_000 / LOAD_PER_SECOND, TimeUnit.MILLISECONDS)) {
                    start("load-" + load.getAndIncrement());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /// @return how many workflows it started
        int stopLoad() throws InterruptedException {
            stopping.countDown();
            thread.join();
            producer.flush();
            return load.get();
        }

        @Override
        public void close() {
            stopping.countDown();
            producer.close();
        }
    }
}
