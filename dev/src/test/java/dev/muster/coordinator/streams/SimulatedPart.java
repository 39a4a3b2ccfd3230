package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.Topics;
import dev.muster.common.wire.TaskRecord;
import dev.muster.coordinator.monitor.Uncommitted;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// One partition of a part of the coordinator: the real processor with its real stored forms, over stores, a clock and
/// sinks that a simulation holds. Whatever it does follows from what it is given, in the order in which it is given.
public final class SimulatedPart {
    private static final Topics TOPICS = Topics.DEFAULT;
    private static final Duration SILENCE = Duration.ofSeconds(10);
    /// Shared by all: compiling takes a thousand times as long as a decision, and what is compiled never changes.
    private static final DefinitionCache DEFINITIONS = new DefinitionCache();

    private final SimulatedStore<String> agents = new SimulatedStore<String>(TopologyNames.AGENTS_STORE,
            new TreeMap<>());
    private final Map<String, SimulatedStore<Bytes>> logged = new HashMap<>();
    private final Intake intake = new Intake();
    private final Processor<byte @Nullable [], byte @Nullable [], Object, Object> processor;
    private final SimulatedContext context;
    private List<Sent> sent = new ArrayList<>();

    /// What a part is of.
    public enum Kind {
        WORKFLOWS, GATES, LIVENESS
    }

    /// Where a record comes from.
    public record Source(String topic, int partition, long offset) implements RecordMetadata {}

    /// A record that goes out with the transaction.
    public record Sent(String topic, String key, Object value, Headers headers) {}

    /// What is committed of a part's stores, by store.
    public record Stored(Map<String, NavigableMap<Bytes, byte[]>> stores) {
        public Stored() {
            this(new HashMap<>());
        }

        private NavigableMap<Bytes, byte[]> store(String name) {
            return stores.computeIfAbsent(name, absent -> new TreeMap<>());
        }

        /// Who holds a permit or waits for one, gate by gate.
        public List<String> atGates() {
            var rows = stores.getOrDefault(TopologyNames.GATES_STORE, new TreeMap<>());
            return rows.subMap(GateKey.beforeGates(), GateKey.afterGates()).keySet().stream()
                    .map(GateKey::gateOf)
                    .flatMap(gate -> rows.subMap(GateKey.beforeHolders(gate), GateKey.afterHolders(gate))
                            .values().stream().map(place -> gate + ": " + GateForms.place(place)))
                    .toList();
        }

        /// Whether the same rows are in both.
        public boolean isSame(Stored other) {
            return stores.keySet().equals(other.stores.keySet()) && stores.entrySet().stream()
                    .allMatch(store -> areSame(store.getValue(), other.store(store.getKey())));
        }

        private static boolean areSame(NavigableMap<Bytes, byte[]> one, NavigableMap<Bytes, byte[]> other) {
            return one.keySet().equals(other.keySet()) && one.entrySet().stream()
                    .allMatch(row -> Arrays.equals(row.getValue(), other.get(row.getKey())));
        }
    }

    /// Opens a partition as it was committed.
    /// @param entries of agent types, as the global table has them
    public SimulatedPart(Kind kind, int partition, Stored stored, Map<String, byte[]> entries, long now) {
        entries.forEach(agents::put);
        var stores = new HashMap<String, SimulatedStore<?>>();
        stores.put(TopologyNames.AGENTS_STORE, agents);
        stores.put(TopologyNames.DEFINITIONS_STORE,
                new SimulatedStore<String>(TopologyNames.DEFINITIONS_STORE, new TreeMap<>()));
        storesOf(kind).forEach(name -> logged.put(name, new SimulatedStore<Bytes>(name, stored.store(name))));
        stores.putAll(logged);
        var perThread = new PerThread(new CommitPacing(), new Uncommitted(occurrence -> {}));
        var parts = new WorkflowTopology.Parts(TOPICS, DEFINITIONS,
                new Tallies(() -> Instant.ofEpochMilli(now)), ThreadLocal.withInitial(() -> perThread),
                intake, new WorkflowTopology.Parts.Periods(SILENCE, null), new GateFigures());
        processor = switch (kind) {
            case WORKFLOWS -> new WorkflowProcessor(parts);
            case GATES -> new GateProcessor(parts);
            case LIVENESS -> new LivenessProcessor(parts);
        };
        context = new SimulatedContext(partition, stores,
                (sink, record) -> sent.add(new Sent(topic(sink, record.value()), key(record.key()),
                        record.value(), record.headers())));
        context.at(now, null);
        processor.init(context);
    }

    private static List<String> storesOf(Kind kind) {
        return switch (kind) {
            case WORKFLOWS -> List.of(TopologyNames.ROWS_STORE, TopologyNames.TIMERS_STORE);
            case GATES -> List.of(TopologyNames.GATES_STORE);
            case LIVENESS -> List.of(TopologyNames.LEASES_STORE);
        };
    }

    private static String key(@Nullable Object key) {
        return key instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(key);
    }

    private static String topic(String sink, Object value) {
        return switch (sink) {
            case TopologyNames.TASKS_SINK, TopologyNames.GRANTED_TASKS_SINK ->
                TOPICS.tasks(new AgentType(((TaskRecord) value).order().agent()));
            case TopologyNames.GATES_SINK -> TOPICS.gates();
            case TopologyNames.CONTROL_SINK -> TOPICS.control();
            case TopologyNames.EVENTS_SINK -> TOPICS.events();
            case TopologyNames.GRANTS_SINK, TopologyNames.LEASES_SINK -> TOPICS.reports();
            case TopologyNames.AGENTS_SINK -> TOPICS.agents();
            default -> TOPICS.deadLetters();
        };
    }

    /// Processes one record.
    public void take(Source source, String key, byte[] value, long now) {
        context.at(now, source);
        processor.process(new Record<>(key.getBytes(StandardCharsets.UTF_8), value, now));
    }

    /// Lets the punctuators look at what is due.
    public void look(long now) {
        context.at(now, null);
        context.punctuate();
    }

    /// The global table has another entry of an agent type.
    public void enter(String type, byte[] entry) {
        agents.put(type, entry);
    }

    /// All that was published for an agent type is taken and acknowledged.
    public void seenEmpty(String type, long at) {
        intake.seenEmpty(new AgentType(type), at);
    }

    /// When the next timer of a workflow is due; never, if there is none.
    public long nextDue() {
        var timers = logged.get(TopologyNames.TIMERS_STORE);
        var first = timers == null ? null : timers.firstKey();
        return first == null ? Long.MAX_VALUE : ByteBuffer.wrap(first.get()).getLong();
    }

    /// What was sent since this was asked last.
    public List<Sent> takeSent() {
        var taken = sent;
        sent = new ArrayList<>();
        return taken;
    }

    /// Its stores' changes are committed.
    public void commit() {
        logged.values().forEach(SimulatedStore::commit);
    }
}
