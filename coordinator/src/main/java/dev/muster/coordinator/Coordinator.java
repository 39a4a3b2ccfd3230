package dev.muster.coordinator;

import dev.muster.coordinator.http.HttpApi;
import dev.muster.coordinator.http.Ports;
import dev.muster.coordinator.peer.HttpPeers;
import dev.muster.coordinator.port.Address;
import dev.muster.coordinator.port.Agents;
import dev.muster.coordinator.port.DeadLetters;
import dev.muster.coordinator.port.Definitions;
import dev.muster.coordinator.port.Events;
import dev.muster.coordinator.port.Workflows;
import dev.muster.coordinator.streams.Engine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One coordinator of a fleet, running. Thread-safe.
public final class Coordinator implements AutoCloseable {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    private final Engine engine;
    private final HttpPeers peers;
    private final @Nullable HttpApi http;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Coordinator(Engine engine, HttpPeers peers, @Nullable HttpApi http) {
        this.engine = engine;
        this.peers = peers;
        this.http = http;
    }

    /// Starts a coordinator: creates what topics are missing, reads back its state and serves. When this returns it is
    /// under way; see [#awaitReady].
    /// @throws IllegalArgumentException if others than those on this machine would be let in without anybody's decision, or
    ///         a file that says who callers are can't be used
    /// @throws IllegalStateException if a topic is there that can't serve
    /// @throws org.apache.kafka.common.KafkaException if no broker answers
    public static Coordinator start(CoordinatorConfig config) {
        var entry = config.http() == null ? null : new HttpEntry(config.http());
        var peers = new HttpPeers(() -> entry == null ? Optional.empty() : entry.secret());
        try {
            return start(config, entry, Engine.prepare(config.engine(), peers), peers);
        } catch (RuntimeException e) {
            peers.close();
            throw e;
        }
    }

    private static Coordinator start(CoordinatorConfig config, @Nullable HttpEntry entry, Engine engine,
            HttpPeers peers) {
        try {
            // First the API and then the streams, which tell the others its port.
            var http = entry == null ? null : http(entry, engine);
            engine.start(http == null ? null : address(Objects.requireNonNull(config.http()), http.port()));
            return new Coordinator(engine, peers, http);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static HttpApi http(HttpEntry entry, Engine engine) {
        return entry.open(new Ports(engine.workflows(), engine.definitions(), engine.agents(),
                new Ports.Log(engine.events(), engine.deadLetters()), engine.ownAnswers(), engine,
                engine.metrics()));
    }

    private static Address address(CoordinatorConfig.Http config, int port) {
        return config.advertised() == null
                ? new Address(reachable(config.host()), port)
                : config.advertised();
    }

    /// Who listens on every address of its machine is reached at any of them.
    private static String reachable(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress()
                    ? InetAddress.getLocalHost().getHostAddress()
                    : host;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("expected a host that is known, found '" + host + "'", e);
        }
    }

    public Workflows workflows() {
        return engine.workflows();
    }

    public Definitions definitions() {
        return engine.definitions();
    }

    public Agents agents() {
        return engine.agents();
    }

    public Events events() {
        return engine.events();
    }

    public DeadLetters deadLetters() {
        return engine.deadLetters();
    }

    /// Where the API is served; empty if it is not.
    public OptionalInt httpPort() {
        return http == null ? OptionalInt.empty() : OptionalInt.of(http.port());
    }

    /// Whether it answers questions and carries out commands.
    public boolean isReady() {
        return engine.isReady();
    }

    /// False once a part of it failed for good: the process should be restarted.
    public boolean isLive() {
        return engine.isLive();
    }

    /// Waits until it is ready, has failed, or the time is over.
    /// @return whether it is ready
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (!isReady() && isLive() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_INTERVAL);
        }
        return isReady();
    }

    /// Stops in good order. Closing twice does nothing.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        if (http != null) {
            http.close();
        }
        engine.close();
        peers.close();
    }
}
