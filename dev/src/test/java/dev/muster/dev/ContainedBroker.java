package dev.muster.dev;

import com.github.dockerjava.api.model.PortBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.kafka.KafkaContainer;

/// A broker of Kafka's own image, on a port of 127.0.0.1 that stays the same when it is started again.
final class ContainedBroker implements AutoCloseable {
    private static final int INSIDE = 9092;

    /// One node alone has one copy of what share groups remember, and few partitions are read back quickly.
    private static final Map<String, String> SETTINGS = Map.of(
            "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1",
            "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1",
            "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_NUM_PARTITIONS", "2", "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS",
            "2", "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "2",
            "KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "1000");

    private final KafkaContainer container = new KafkaContainer("apache/kafka:" + AppInfoParser.getVersion());

    ContainedBroker() {
        var port = freePort();
        container.withCreateContainerCmdModifier(command -> Objects.requireNonNull(command.getHostConfig())
                .withPortBindings(PortBinding.parse("127.0.0.1:" + port + ":" + INSIDE)));
        container.withEnv(SETTINGS);
        container.start();
    }

    String bootstrap() {
        return container.getBootstrapServers();
    }

    /// Stops in good order and comes back with its disk. That a broker is killed is for tests that have several of them, or see to
    /// it that none of its transactions is lost: [OpenTransactions] tells why.
    void restart() throws IOException, InterruptedException {
        // The first process of the container is a shell, which passes no signal on.
        container.execInContainer("bash", "-c",
                "for one in /proc/[0-9]*; do [[ $(readlink $one/exe) != */java ]] || kill ${one#/proc/}; done");
        var docker = container.getDockerClient();
        docker.waitContainerCmd(container.getContainerId()).start().awaitStatusCode(60, TimeUnit.SECONDS);
        docker.startContainerCmd(container.getContainerId()).exec();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        container.close();
    }
}
