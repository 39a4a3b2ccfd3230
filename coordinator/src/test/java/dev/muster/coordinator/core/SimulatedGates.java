package dev.muster.coordinator.core;

import dev.muster.common.WorkflowId;
import dev.muster.coordinator.gate.GateEvent;
import dev.muster.coordinator.gate.GateInput;
import dev.muster.coordinator.gate.GateMachine;
import dev.muster.coordinator.gate.Holder;
import dev.muster.coordinator.gate.InMemoryGateRows;
import dev.muster.coordinator.gate.Terms;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/// The gate of the workflow's agent type and the one that admits workflows, with what is on its way to each.
final class SimulatedGates {
    private final WorkflowId workflow;
    private final GateMachine machine = new GateMachine();
    private final InMemoryGateRows agent = new InMemoryGateRows();
    private final InMemoryGateRows workflows = new InMemoryGateRows();
    private final Deque<GateInput> toAgent = new ArrayDeque<>();
    private final Deque<GateInput> toWorkflows = new ArrayDeque<>();
    private final Map<Holder, Effect.Dispatch> waiting = new HashMap<>();
    private int mostEver;

    SimulatedGates(WorkflowId workflow, int limit) {
        this.workflow = workflow;
        limit(limit);
        toWorkflows.add(new GateInput.Configure(new Terms(1, null, Map.of())));
    }

    /// What a gate answers.
    record Answer(List<Effect.Dispatch> published, boolean isAdmitted) {}

    void limit(int limit) {
        toAgent.add(new GateInput.Configure(new Terms(limit, null, Map.of())));
        mostEver = Math.max(mostEver, limit);
    }

    void ask(Effect effect) {
        switch (effect) {
            case Effect.Request request -> {
                var holder = holder(request.dispatch());
                waiting.put(holder, request.dispatch());
                toAgent.add(new GateInput.Request(holder, request.priority(), "w", false));
            }
            case Effect.ReturnPermit permit ->
                toAgent.add(new GateInput.Release(new Holder(workflow, permit.task(), permit.attempt())));
            case Effect.CancelAttempt cancel ->
                toAgent.add(new GateInput.Withdraw(new Holder(workflow, cancel.task(), cancel.attempt())));
            case Effect.RequestAdmission request -> toWorkflows
                    .add(new GateInput.Request(Holder.of(workflow), 0, "", request.forced()));
            case Effect.ReturnAdmission admission ->
                toWorkflows.add(new GateInput.Release(Holder.of(workflow)));
            case Effect.Dispatch dispatch -> throw new AssertionError("published without a permit");
            case Effect.SetTimer timer -> throw new AssertionError("not for a gate");
            case Effect.Announce announce -> throw new AssertionError("not for a gate");
        }
    }

    boolean isQuiet() {
        return toAgent.isEmpty() && toWorkflows.isEmpty();
    }

    /// Takes what is next on its way to either gate.
    Answer step(Instant now) {
        var events = new ArrayList<GateEvent>();
        if (!toAgent.isEmpty()) {
            events.addAll(machine.decide(agent, toAgent.remove(), now));
        }
        var isAdmitted = false;
        if (!toWorkflows.isEmpty()) {
            isAdmitted = machine.decide(workflows, toWorkflows.remove(), now).stream()
                    .anyMatch(event -> event instanceof GateEvent.Granted
                            || event instanceof GateEvent.Passed);
        }
        agent.check();
        workflows.check();
        assertThat(agent.gate().held()).as("P6: permits out").isLessThanOrEqualTo(mostEver);
        return new Answer(published(events), isAdmitted);
    }

    private List<Effect.Dispatch> published(List<GateEvent> events) {
        var published = new ArrayList<Effect.Dispatch>();
        for (var event : events) {
            switch (event) {
                case GateEvent.Granted granted -> published.add(taken(granted.holder()));
                case GateEvent.Passed passed -> published.add(taken(passed.holder()));
                case GateEvent.Withdrawn withdrawn -> waiting.remove(withdrawn.holder());
                case GateEvent.Requested requested -> {
                    // It is kept.
                }
                case GateEvent.Released released -> {
                    // A grant may follow.
                }
                case GateEvent.Configured configured -> {
                    // A grant may follow.
                }
                case GateEvent.MoreToGrant more -> throw new AssertionError("there are not so many");
            }
        }
        return published;
    }

    void checkEnd() {
        assertThat(agent.gate().waiting()).as("nobody waits at the end").isZero();
        assertThat(agent.holders()).as("P6: no permit is left").isEmpty();
        assertThat(workflows.gate().isIdle()).as("the workflow counts no longer").isTrue();
    }

    private Effect.Dispatch taken(Holder holder) {
        return Objects.requireNonNull(waiting.remove(holder), "a permit for who asked");
    }

    private Holder holder(Effect.Dispatch dispatch) {
        return new Holder(workflow, dispatch.key().task(), dispatch.key().attempt());
    }
}
