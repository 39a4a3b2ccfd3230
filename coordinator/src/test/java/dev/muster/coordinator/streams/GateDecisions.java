package dev.muster.coordinator.streams;

import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.gate.GateInput;
import dev.muster.coordinator.gate.GateMachine;
import dev.muster.coordinator.gate.GateRow;
import dev.muster.coordinator.gate.Holder;
import dev.muster.coordinator.gate.InMemoryGateRows;
import dev.muster.coordinator.gate.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Ten attempts ask a gate for permits and give them back, with rows in maps. One thread.
final class GateDecisions {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final int ATTEMPTS = 10;

    private final GateMachine machine = new GateMachine();
    private final GateInput terms;
    private final List<GateInput> inputs = new ArrayList<>();

    private GateDecisions(int limit) {
        terms = new GateInput.Configure(new Terms(limit, null, Map.of()));
        var holders = IntStream.range(0, ATTEMPTS)
                .mapToObj(number -> new Holder(new WorkflowId("wf-" + number), new TaskId("a"), 1)).toList();
        holders.forEach(holder -> inputs
                .add(new GateInput.Request(holder, 0, holder.workflow().value(), false)));
        holders.forEach(holder -> inputs.add(new GateInput.Release(holder)));
    }

    /// All find the gate open.
    static GateDecisions open() {
        return new GateDecisions(ATTEMPTS);
    }

    /// All but the first have to wait for the one before.
    static GateDecisions full() {
        return new GateDecisions(1);
    }

    int count() {
        return inputs.size();
    }

    /// Makes them all, at a gate that is new.
    GateRow make() {
        var rows = new InMemoryGateRows();
        machine.decide(rows, terms, NOW);
        for (var input : inputs) {
            machine.decide(rows, input, NOW);
        }
        return rows.gate();
    }
}
