package dev.muster.coordinator.streams;

import dev.muster.coordinator.gate.FlowRow;
import dev.muster.coordinator.gate.GateRow;
import dev.muster.coordinator.gate.GateRows;
import dev.muster.coordinator.gate.Holder;
import dev.muster.coordinator.gate.Level;
import dev.muster.coordinator.gate.Place;
import dev.muster.coordinator.gate.Terms;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// One gate's rows in the store. The gate's own row and its flows are held here and written by [#flush], once for each
/// input; the places are written at once. Owned by the stream thread.
final class StoredGateRows implements GateRows {
    private final KeyValueStore<Bytes, byte[]> store;
    private final String gate;
    private final FlowIndex flows = new FlowIndex();
    private final Map<Place.Flow, Long> heads = new HashMap<>();
    private final Set<Place.Flow> changedFlows = new HashSet<>();
    private final Set<Place.Flow> storedFlows = new HashSet<>();
    private final Ages ages = new Ages();
    private GateRow row;
    // Of the input that is being decided.
    private @Nullable String taskToKeep;
    private final Map<Holder, String> tasksTaken = new HashMap<>();

    StoredGateRows(KeyValueStore<Bytes, byte[]> store, String gate, Terms terms) {
        this.store = store;
        this.gate = gate;
        var stored = store.get(GateKey.gate(gate));
        this.row = stored == null ? GateRow.NEW.with(terms) : GateForms.gate(stored, terms);
        each(GateKey.beforeFlows(gate), GateKey.afterFlows(gate), value -> open(GateForms.flowRow(value)));
        each(GateKey.beforeWaiting(gate), GateKey.afterWaiting(gate), value -> {
            var place = GateForms.Request.read(value).place();
            ages.add(place.ticket(), place.since().toEpochMilli());
        });
    }

    private void open(FlowRow flow) {
        storedFlows.add(flow.flow());
        flows.put(null, flow);
        var level = flows.level(flow.flow().priority());
        var begin = level.flows() == 0 ? flow.tag() : Math.min(level.virtualTime(), flow.tag());
        flows.put(new Level(level.priority(), begin, level.flows() + 1));
    }

    void eachHeld(Consumer<Holder> action) {
        each(GateKey.beforeHolders(gate), GateKey.afterHolders(gate), value -> {
            if (GateForms.place(value) instanceof Place.Held held) {
                action.accept(held.holder());
            }
        });
    }

    /// @param task kept with the request that is decided on now, if it has to wait
    void begin(@Nullable String task) {
        taskToKeep = task;
        tasksTaken.clear();
    }

    /// The task that was kept for a holder whose wait is over since [#begin].
    @Nullable
    String taken(Holder holder) {
        return tasksTaken.get(holder);
    }

    void flush() {
        store.put(GateKey.gate(gate), GateForms.write(row));
        for (var flow : changedFlows) {
            var stored = flows.row(flow);
            if (stored == null || stored.waiting() == 0) {
                if (storedFlows.remove(flow)) {
                    store.delete(GateKey.flow(gate, flow));
                }
                heads.remove(flow);
            } else {
                storedFlows.add(flow);
                store.put(GateKey.flow(gate, flow), GateForms.write(stored));
            }
        }
        changedFlows.clear();
    }

    /// Since when the oldest request waits; 0 if none does.
    long oldestMillis() {
        return ages.oldestMillis();
    }

    @Override
    public GateRow gate() {
        return row;
    }

    @Override
    public void put(GateRow newRow) {
        row = newRow;
    }

    @Override
    public @Nullable Place place(Holder holder) {
        var bytes = store.get(GateKey.holder(gate, holder));
        return bytes == null ? null : GateForms.place(bytes);
    }

    @Override
    public void put(Place.Held held) {
        store.put(GateKey.holder(gate, held.holder()), GateForms.write(held));
    }

    @Override
    public void put(Place.Waiting waiting) {
        store.put(GateKey.holder(gate, waiting.holder()), GateForms.write(waiting));
        store.put(GateKey.waiting(gate, waiting.flow(), waiting.ticket()),
                new GateForms.Request(waiting, taskToKeep).bytes());
        ages.add(waiting.ticket(), waiting.since().toEpochMilli());
    }

    @Override
    public void remove(Place place) {
        store.delete(GateKey.holder(gate, place.holder()));
        if (place instanceof Place.Waiting waiting) {
            var key = GateKey.waiting(gate, waiting.flow(), waiting.ticket());
            var request = GateForms.Request.read(Objects.requireNonNull(store.get(key), "it waits"));
            if (request.task() != null) {
                tasksTaken.put(waiting.holder(), request.task());
            }
            store.delete(key);
            ages.remove(waiting.ticket());
        }
    }

    @Override
    public @Nullable FlowRow flow(Place.Flow flow) {
        return flows.row(flow);
    }

    @Override
    public void put(@Nullable FlowRow before, FlowRow flow) {
        flows.put(before, flow);
        changedFlows.add(flow.flow());
    }

    @Override
    public void remove(FlowRow flow) {
        flows.remove(flow);
        changedFlows.add(flow.flow());
    }

    @Override
    public @Nullable FlowRow firstFlow() {
        return flows.first();
    }

    /// Begins where the last search of the flow ended: what is before is gone, and a store steps over its remains one by
    /// one.
    @Override
    public Place.Waiting firstOf(Place.Flow flow) {
        var from = GateKey.waiting(gate, flow, heads.getOrDefault(flow, 0L));
        try (var requests = store.range(from, GateKey.waiting(gate, flow, Long.MAX_VALUE))) {
            if (!requests.hasNext()) {
                throw new IllegalStateException(
                        "flow " + flow.key() + " of gate " + gate + " has no request");
            }
            var first = GateForms.Request.read(requests.next().value).place();
            heads.put(flow, first.ticket());
            return first;
        }
    }

    @Override
    public List<FlowRow> idleFlows(int priority, long upToTag) {
        return flows.idle(priority, upToTag);
    }

    @Override
    public Level level(int priority) {
        return flows.level(priority);
    }

    @Override
    public void put(Level level) {
        flows.put(level);
    }

    private void each(Bytes from, Bytes to, Consumer<byte[]> action) {
        try (var entries = store.range(from, to)) {
            entries.forEachRemaining(entry -> action.accept(entry.value));
        }
    }
}
