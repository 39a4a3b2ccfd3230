package dev.muster.dev;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/// A Kafka node (broker and KRaft controller) inside this JVM: a whole cluster on 127.0.0.1, unless it is told of others.
/// It answers clients when `start` returns. Several of them may run in one JVM. Thread-safe.
public final class EmbeddedBroker implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    private final ControllerServer controller;
    private final BrokerServer broker;
    private final String bootstrap;
    private final @Nullable TemporaryFolder temporary;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(SharedServer shared, BootstrapDirectory formatted, String bootstrap,
            @Nullable TemporaryFolder temporary)
            throws Exception {
        this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), formatted.read());
        this.broker = new BrokerServer(shared);
        this.bootstrap = bootstrap;
        this.temporary = temporary;
    }

    /// Starts an empty broker on a free port; its data is deleted when it is closed.
    public static EmbeddedBroker start() {
        return start(0);
    }

    /// Starts an empty broker; its data is deleted when it is closed.
    /// @param port 0 for any free one
    /// @throws BrokerStartException when the port is taken
    public static EmbeddedBroker start(int port) {
        return start(port, Map.of());
    }

    /// Starts an empty broker on a free port that differs from the others in some of Kafka's settings.
    static EmbeddedBroker start(Map<String, String> different) {
        return start(0, different);
    }

    private static EmbeddedBroker start(int port, Map<String, String> different) {
        var folder = TemporaryFolder.named("muster-broker-");
        try {
            return start(BrokerNode.alone(folder.path(), port, different), folder);
        } catch (BrokerStartException e) {
            folder.close();
            throw e;
        }
    }

    /// Starts a broker on the data of an earlier one, however that one ended, or on a new, empty folder.
    /// @param data kept when the broker is closed; created when missing
    /// @param port 0 for any free one
    /// @throws BrokerStartException when the port is taken, or the data is in use or can't be read
    public static EmbeddedBroker start(Path data, int port) {
        return start(BrokerNode.alone(data, port, Map.of()), null);
    }

    /// Starts one node of a cluster; returns when enough of the others are there for it to answer clients.
    static EmbeddedBroker start(BrokerNode node) {
        return start(node, null);
    }

    private static EmbeddedBroker start(BrokerNode node, @Nullable TemporaryFolder temporary) {
        var data = node.data();
        try (var sockets = new BoundSockets()) {
            var port = sockets.bind(BrokerSettings.CLIENTS, new InetSocketAddress(node.host(), node.port()));
            var controller = new InetSocketAddress(node.host(),
                    sockets.bind(BrokerSettings.CONTROLLER, node.controller()));
            create(data);
            format(node);
            var shared = sharedServer(node, BrokerSettings.of(node, port, controller), controller, sockets);
            var started = new EmbeddedBroker(shared, new BootstrapDirectory(data.toString()),
                    node.host() + ":" + port, temporary);
            started.startUp();
            return started;
        } catch (IOException e) {
            throw new BrokerStartException("the Kafka broker can't start: " + e.getMessage(), e);
        } catch (Exception e) { // Kafka declares Exception; every one of them means that there is no broker
            throw new BrokerStartException("the Kafka broker can't start on the data in " + data, e);
        }
    }

    private static void create(Path data) throws IOException {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new IOException("the folder " + data + " can't be made", e);
        }
    }

    private static void format(BrokerNode node) throws Exception {
        var data = node.data();
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        try (var silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter().setPrintStream(silence).setNodeId(node.id())
                    .setClusterId(node.cluster().toString()).addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION).run();
        }
    }

    private static SharedServer sharedServer(BrokerNode node, Properties settings,
            InetSocketAddress controller, BoundSockets sockets) throws IOException {
        var data = node.data().toString();
        var formatted = new MetaPropertiesEnsemble.Loader().addLogDirs(List.of(data)).addMetadataLogDir(data)
                .load();
        return new SharedServer(new KafkaConfig(settings, false), formatted,
                Time.SYSTEM, new Metrics(),
                CompletableFuture.completedFuture(node.controllers(controller)),
                List.of(),
                new StandardFaultHandlerFactory(), sockets);
    }

    private void startUp() {
        try {
            controller.startup();
            broker.startup();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /// Where clients connect: `host:port`.
    public String bootstrap() {
        return bootstrap;
    }

    /// Stops the broker in good order: what it has acknowledged is on disk. Closing twice does nothing.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        broker.shutdown(STOP_WITHIN);
        controller.shutdown();
        if (temporary != null) {
            temporary.close();
        }
    }
}
