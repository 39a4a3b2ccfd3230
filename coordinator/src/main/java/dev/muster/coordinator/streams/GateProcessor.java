package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.GateRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.TaskRecord;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what is asked of the gates of one partition, one by one. Owned by its stream thread.
final class GateProcessor
        implements
        Processor<byte @Nullable [], byte @Nullable [], Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(GateProcessor.class);
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final GateFigures figures;
    private final WorkflowTopology.Parts parts;
    private final Map<String, GateDesk> desks = new LinkedHashMap<>();
    private @Nullable Open open;

    GateProcessor(WorkflowTopology.Parts parts) {
        this.parts = parts;
        this.figures = parts.gates();
    }

    /// What there is from `init` to `close`.
    private record Open(ProcessorContext<Object, Object> context, KeyValueStore<Bytes, byte[]> store,
            DeadLetterBox unreadable) {}

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(TopologyNames.GATES_STORE);
        open = new Open(context, store,
                new DeadLetterBox(context, parts, TopologyNames.UNREADABLE_GATES_SINK));
        known(store).forEach(this::desk);
        context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    private static Set<String> known(KeyValueStore<Bytes, byte[]> store) {
        var gates = new LinkedHashSet<String>();
        try (var rows = store.range(GateKey.beforeGates(), GateKey.afterGates());
                var agents = store.range(GateKey.beforeAgents(), GateKey.afterAgents())) {
            rows.forEachRemaining(entry -> gates.add(GateKey.gateOf(entry.key)));
            agents.forEachRemaining(entry -> gates.add(GateKey.gateOf(entry.key)));
        }
        return gates;
    }

    @Override
    public void process(Record<byte @Nullable [], byte @Nullable []> record) {
        if (record.key() == null || record.value() == null) {
            open().unreadable().put(record, "expected a gate's name as key, and a value");
            return;
        }
        try {
            var gate = gate(record.key());
            var asked = WireFormat.read(GateRecord.class, record.value());
            desk(gate).take(asked, now(), new Sinks(gate));
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            open().unreadable().put(record, String.valueOf(e.getMessage()));
        }
        if (parts.pacing().asks(System.nanoTime())) {
            open().context().commit();
        }
    }

    private static String gate(byte[] key) {
        var name = new String(key, StandardCharsets.UTF_8);
        return name.equals(AgentRecord.WORKFLOWS) ? name : new AgentType(name).value();
    }

    private GateDesk desk(String gate) {
        return desks.computeIfAbsent(gate, name -> new GateDesk(name, open().store(), figures, now()));
    }

    private void tick(long nowMillis) {
        desks.forEach((gate, desk) -> {
            if (desk.isTimed()) {
                desk.tick(Instant.ofEpochMilli(nowMillis), parts.intake(), new Sinks(gate));
            }
        });
        if (parts.pacing().isDue(System.nanoTime())) {
            open().context().commit();
        }
    }

    /// It may be initialised again: Kafka Streams suspends and resumes partitions with the same processors.
    @Override
    public void close() {
        desks.keySet().forEach(figures::forget);
        desks.clear();
    }

    private Instant now() {
        return Instant.ofEpochMilli(open().context().currentSystemTimeMs());
    }

    /// Sends out what one gate says.
    private final class Sinks implements GateDesk.Out {
        private final String gate;

        Sinks(String gate) {
            this.gate = gate;
        }

        @Override
        public void publish(WorkflowId workflow, TaskRecord task) {
            send(workflow.value(), task, TopologyNames.GRANTED_TASKS_SINK);
        }

        @Override
        public void report(WorkflowId workflow, ReportRecord report) {
            send(workflow.value(), report, TopologyNames.GRANTS_SINK);
        }

        @Override
        public void register(String type, AgentRecord entry) {
            LOG.atInfo().addKeyValue("agent", gate).addKeyValue("actions", entry.actions())
                    .addKeyValue("settings", String.valueOf(entry.settings()))
                    .addKeyValue("breaker", String.valueOf(entry.breaker())).log("agent registered");
            send(type, entry, TopologyNames.AGENTS_SINK);
        }

        private void send(String key, Object value, String sink) {
            parts.pacing().worked();
            open().context().forward(new Record<>(key, value, open().context().currentSystemTimeMs()), sink);
        }
    }

    private Open open() {
        return Objects.requireNonNull(open, "the processor was initialised");
    }
}
