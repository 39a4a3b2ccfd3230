package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.Topics;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.ControlRecord;
import dev.muster.common.wire.GateRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.TaskRecord;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.monitor.Uncommitted;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// The streams: `commands` and `reports` into the workflows' rows, `workers` into leases, and the two global tables.
final class WorkflowTopology {
    /// Bounds on what one record may hold, see [TopicPlan]; a changelog must take what its store does.
    private static final Map<String, String> CHANGELOG = Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(TopicPlan.LARGE_RECORD), TopicConfig.DELETE_RETENTION_MS_CONFIG,
            Long.toString(TopicPlan.REMOVALS_KEPT.toMillis()));

    private WorkflowTopology() {}

    /// What the processors share.
    /// @param threads what each stream thread has to itself
    record Parts(Topics topics, DefinitionCache definitions, Tallies tallies,
            ThreadLocal<PerThread> threads, Intake intake, Periods periods, GateFigures gates) {
        /// @param silence after which a worker is taken for dead
        /// @param ended how long workflows are kept after their end; for ever if null
        record Periods(Duration silence, @Nullable Duration ended) {}

        CommitPacing pacing() {
            return threads.get().pacing();
        }

        Uncommitted uncommitted() {
            return threads.get().uncommitted();
        }

        Admission admission(ProcessorContext<?, ?> context) {
            ReadOnlyKeyValueStore<String, byte[]> agents = context.getStateStore(TopologyNames.AGENTS_STORE);
            ReadOnlyKeyValueStore<String, byte[]> registered = context
                    .getStateStore(TopologyNames.DEFINITIONS_STORE);
            return new Admission(new AgentTable(() -> agents), new DefinitionTable(() -> registered),
                    definitions);
        }
    }

    static Topology of(Parts parts) {
        return of(parts, Stores::persistentKeyValueStore);
    }

    /// @param stores gives the store of a name
    static Topology of(Parts parts, Function<String, KeyValueBytesStoreSupplier> stores) {
        var topology = new Topology();
        addTables(topology, parts.topics());
        addWorkflows(topology, parts, stores);
        addGates(topology, parts, stores);
        addLiveness(topology, parts, stores);
        return topology;
    }

    private static void addTables(Topology topology, Topics topics) {
        topology.addGlobalStore(table(TopologyNames.AGENTS_STORE), TopologyNames.AGENTS_SOURCE,
                new StringDeserializer(), new ByteArrayDeserializer(), topics.agents(),
                TopologyNames.AGENTS_TABLE,
                () -> new TableProcessor(TopologyNames.AGENTS_STORE));
        topology.addGlobalStore(table(TopologyNames.DEFINITIONS_STORE), TopologyNames.DEFINITIONS_SOURCE,
                new StringDeserializer(), new ByteArrayDeserializer(), topics.definitions(),
                TopologyNames.DEFINITIONS_TABLE, () -> new TableProcessor(TopologyNames.DEFINITIONS_STORE));
    }

    private static void addWorkflows(Topology topology, Parts parts,
            Function<String, KeyValueBytesStoreSupplier> stores) {
        var topics = parts.topics();
        Serializer<TaskRecord> tasks = (topic, task) -> WireFormat.bytes(task);
        Serializer<GateRecord> gates = (topic, asked) -> WireFormat.bytes(asked);
        Serializer<ControlRecord> controls = (topic, control) -> WireFormat.bytes(control);
        topology.addSource(TopologyNames.COMMANDS, new ByteArrayDeserializer(), new ByteArrayDeserializer(),
                topics.commands())
                .addSource(TopologyNames.REPORTS, new ByteArrayDeserializer(), new ByteArrayDeserializer(),
                        topics.reports())
                .addProcessor(TopologyNames.WORKFLOWS, () -> new WorkflowProcessor(parts),
                        TopologyNames.COMMANDS,
                        TopologyNames.REPORTS)
                .addStateStore(logged(stores.apply(TopologyNames.ROWS_STORE)), TopologyNames.WORKFLOWS)
                .addStateStore(logged(stores.apply(TopologyNames.TIMERS_STORE)), TopologyNames.WORKFLOWS)
                .addSink(TopologyNames.TASKS_SINK, byAgent(topics), new StringSerializer(), tasks,
                        TopologyNames.WORKFLOWS)
                .addSink(TopologyNames.GATES_SINK, topics.gates(), new StringSerializer(), gates,
                        TopologyNames.WORKFLOWS)
                .addSink(TopologyNames.CONTROL_SINK, topics.control(), new StringSerializer(), controls,
                        TopologyNames.WORKFLOWS)
                .addSink(TopologyNames.EVENTS_SINK, topics.events(), new StringSerializer(),
                        new StringSerializer(),
                        TopologyNames.WORKFLOWS)
                .addSink(TopologyNames.DEAD_LETTERS_SINK, topics.deadLetters(), new ByteArraySerializer(),
                        new ByteArraySerializer(), TopologyNames.WORKFLOWS);
    }

    private static TopicNameExtractor<String, TaskRecord> byAgent(Topics topics) {
        return (key, task, context) -> topics.tasks(new AgentType(task.order().agent()));
    }

    private static void addGates(Topology topology, Parts parts,
            Function<String, KeyValueBytesStoreSupplier> stores) {
        var topics = parts.topics();
        Serializer<TaskRecord> tasks = (topic, task) -> WireFormat.bytes(task);
        Serializer<ReportRecord> reports = (topic, report) -> WireFormat.bytes(report);
        Serializer<AgentRecord> agents = (topic, agent) -> WireFormat.bytes(agent);
        topology.addSource(TopologyNames.GATES, new ByteArrayDeserializer(), new ByteArrayDeserializer(),
                topics.gates())
                .addProcessor(TopologyNames.GATE_KEEPER, () -> new GateProcessor(parts), TopologyNames.GATES)
                // What comes and goes between two commits is never written.
                .addStateStore(logged(stores.apply(TopologyNames.GATES_STORE)).withCachingEnabled(),
                        TopologyNames.GATE_KEEPER)
                .addSink(TopologyNames.GRANTED_TASKS_SINK, byAgent(topics), new StringSerializer(), tasks,
                        TopologyNames.GATE_KEEPER)
                .addSink(TopologyNames.GRANTS_SINK, topics.reports(), new StringSerializer(), reports,
                        TopologyNames.GATE_KEEPER)
                .addSink(TopologyNames.AGENTS_SINK, topics.agents(), new StringSerializer(), agents,
                        TopologyNames.GATE_KEEPER)
                .addSink(TopologyNames.UNREADABLE_GATES_SINK, topics.deadLetters(),
                        new ByteArraySerializer(), new ByteArraySerializer(), TopologyNames.GATE_KEEPER);
    }

    private static void addLiveness(Topology topology, Parts parts,
            Function<String, KeyValueBytesStoreSupplier> stores) {
        var topics = parts.topics();
        Serializer<ReportRecord> reports = (topic, report) -> WireFormat.bytes(report);
        topology.addSource(TopologyNames.WORKERS, new ByteArrayDeserializer(), new ByteArrayDeserializer(),
                topics.workers())
                .addProcessor(TopologyNames.LIVENESS,
                        () -> new LivenessProcessor(parts),
                        TopologyNames.WORKERS)
                .addStateStore(logged(stores.apply(TopologyNames.LEASES_STORE)), TopologyNames.LIVENESS)
                .addSink(TopologyNames.LEASES_SINK, topics.reports(), new StringSerializer(), reports,
                        TopologyNames.LIVENESS)
                .addSink(TopologyNames.UNREADABLE_WORKERS_SINK, topics.deadLetters(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(), TopologyNames.LIVENESS);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> logged(KeyValueBytesStoreSupplier store) {
        return Stores.keyValueStoreBuilder(store, Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG);
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> table(String name) {
        return Stores
                .keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
    }
}
