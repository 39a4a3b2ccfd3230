package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.error.AgentNotFoundException;
import dev.muster.common.error.NotReadyException;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.GateRecord;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.monitor.Forecast;
import dev.muster.coordinator.port.AgentChange;
import dev.muster.coordinator.port.AgentList;
import dev.muster.coordinator.port.AgentView;
import dev.muster.coordinator.port.Agents;
import dev.muster.coordinator.port.LagView;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/// The registered agent types: read from their table, changed by way of the gates, each of which keeps the entry of its
/// type. Thread-safe.
final class KafkaAgents implements Agents {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(10);

    private final AgentTable table;
    private final TopicSetup setup;
    private final Publisher publisher;
    private final String gates;
    private final AgentWatch watch;

    KafkaAgents(AgentTable table, TopicSetup setup, Publisher publisher, String gates, AgentWatch watch) {
        this.table = table;
        this.setup = setup;
        this.publisher = publisher;
        this.gates = gates;
        this.watch = watch;
    }

    @Override
    public AgentList all() {
        return Forecast.list(watch.views(table.all()));
    }

    @Override
    public LagView lag() {
        return watch.intake().latest();
    }

    /// As this coordinator knows them by itself.
    List<AgentView> own() {
        return watch.ownViews(table.all());
    }

    @Override
    public Optional<AgentView> find(AgentType type) {
        return table.find(type).map(agent -> watch.views(new TreeMap<>(Map.of(type, agent))).getFirst());
    }

    @Override
    public synchronized AgentView configure(AgentType type, AgentChange change) {
        register(type, change.actions());
        if (change.touchesSettings()) {
            var settings = AgentViews.settings(table.find(type).orElseThrow().settings(), change);
            ask(type.value(), new GateRecord.Configure(settings));
            awaitTable(() -> settings.equals(table.find(type).map(AgentRecord::settings).orElse(null)));
        }
        return find(type).orElseThrow();
    }

    private void register(AgentType type, List<String> actions) {
        if (isRegistered(type, actions)) {
            return;
        }
        try {
            setup.prepare(type);
        } catch (RetriableException e) {
            throw new NotReadyException("Kafka did not make the agent's topic ready in time");
        }
        ask(type.value(), new GateRecord.Register(actions, null));
        awaitTable(() -> isRegistered(type, actions));
    }

    private boolean isRegistered(AgentType type, List<String> actions) {
        return table.find(type).filter(entry -> new HashSet<>(entry.actions()).containsAll(actions))
                .isPresent();
    }

    @Override
    public synchronized AgentView resetBreaker(AgentType type) {
        var entry = table.find(type).orElseThrow(() -> new AgentNotFoundException(type));
        if (!isClosed(entry)) {
            var epoch = Objects.requireNonNull(entry.breaker()).epoch();
            ask(type.value(), new GateRecord.ResetBreaker());
            // It may have opened again since.
            awaitTable(() -> table.find(type).map(AgentRecord::breaker)
                    .filter(breaker -> breaker.epoch() > epoch).isPresent());
        }
        return find(type).orElseThrow();
    }

    private static boolean isClosed(AgentRecord entry) {
        return entry.breaker() == null || entry.breaker().state() == AgentRecord.Breaker.State.CLOSED;
    }

    @Override
    public synchronized void limitRunning(@Nullable Integer limit) {
        var settings = AgentSettings.NONE.withLimit(limit);
        ask(AgentRecord.WORKFLOWS, new GateRecord.Configure(settings));
        awaitTable(() -> settings.equals(table.workflows().map(AgentRecord::settings).orElse(null)));
    }

    /// Counts only if nobody set a limit before.
    void proposeRunningLimit(int limit) {
        ask(AgentRecord.WORKFLOWS,
                new GateRecord.Register(List.of(), AgentSettings.NONE.withLimit(limit)));
    }

    private void ask(String gate, GateRecord asked) {
        publisher.publish(gates, gate, WireFormat.bytes(asked));
    }

    private static void awaitTable(BooleanSupplier shows) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!shows.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new NotReadyException("the change is in the log and could not be seen in time");
            }
            Threads.pause(LOOK_INTERVAL);
        }
    }
}
