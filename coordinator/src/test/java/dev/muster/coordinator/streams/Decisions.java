package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.WorkerId;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.Gating;
import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.core.InMemoryRows;
import dev.muster.coordinator.core.Input;
import dev.muster.coordinator.core.Moment;
import dev.muster.coordinator.core.Plan;
import dev.muster.coordinator.core.WorkflowMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// All decisions on one workflow from its start to its end, with rows in maps and expressions as they are in production.
/// One thread.
final class Decisions {
    private static final WorkflowId ID = new WorkflowId("wf-1");
    private static final Moment NOW = new Moment(Instant.parse("2026-01-02T03:04:05Z"), Gating.NONE);

    private final WorkflowMachine machine = new WorkflowMachine();
    private final Plan plan;
    private final List<Input> inputs = new ArrayList<>();

    private Decisions(Json definition, List<String> tasks) {
        this.plan = new DefinitionCache().of(definition).plan();
        inputs.add(new Input.Start(Workloads.PAYLOAD));
        for (var task : tasks) {
            inputs.add(new Input.Succeeded(new TaskId(task), 1, new WorkerId("w1"), Workloads.PAYLOAD));
        }
    }

    static Decisions chain3() {
        return new Decisions(Workloads.CHAIN3, Workloads.CHAIN);
    }

    static Decisions fan50() {
        return new Decisions(Workloads.FAN50, Workloads.FAN);
    }

    int count() {
        return inputs.size();
    }

    /// Makes them all, on a workflow that is new.
    Header make() {
        var rows = new InMemoryRows();
        for (var input : inputs) {
            machine.decide(ID, plan, rows, input, NOW);
        }
        return Objects.requireNonNull(rows.header(), "the workflow has started");
    }
}
