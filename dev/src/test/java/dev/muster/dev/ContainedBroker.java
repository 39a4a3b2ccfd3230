package dev.muster.dev;

import com.github.dockerjava.api.model.PortBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.kafka.KafkaContainer;

/// A broker of Kafka's own image, on a port of 127.0.0.1 that stays the same when it is started again.
final class ContainedBroker implements AutoCloseable {
    private static final int INSIDE = 9092;

    /// One node alone has one copy of what share groups remember, and few partitions are read back quickly after a kill. How long the
    /// node that was killed is waited for stays as it is: if it is given up while it still reads them back, it reads
    /// them twice at once and may wait for members that are gone for five minutes.
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

    /// As a machine that loses its power does it, and comes back with its disk.
    void killAndStart() {
        OpenTransactions.awaitNone(bootstrap());
        var docker = container.getDockerClient();
        docker.killContainerCmd(container.getContainerId()).exec();
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
