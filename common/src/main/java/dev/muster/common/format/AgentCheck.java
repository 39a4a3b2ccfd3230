package dev.muster.common.format;

import dev.muster.common.definition.TaskDefinition;
import dev.muster.common.definition.Work;
import dev.muster.common.definition.WorkflowDefinition;
import dev.muster.common.error.Fault;
import java.util.List;
import java.util.TreeSet;

/// Checks that the agents and actions which a definition names are registered. Used once.
public final class AgentCheck {
    /// Whoever starts a worker and a workflow of it at once is told that he was too quick.
    private static final String EXPECTED = ", expected one that a worker offers, known a moment after its start";

    private final RegisteredActions registered;
    private final Faults faults;

    AgentCheck(RegisteredActions registered, Faults faults) {
        this.registered = registered;
        this.faults = faults;
    }

    /// What a definition names that is not registered, for its tasks and their compensations.
    public static List<Fault> faults(WorkflowDefinition definition, RegisteredActions registered) {
        var faults = new Faults();
        var check = new AgentCheck(registered, faults);
        definition.tasks().values().forEach(check::check);
        return faults.all();
    }

    void check(TaskDefinition task) {
        var at = Pointer.ROOT.to("tasks").to(task.id().value());
        check(task.work(), at);
        if (task.compensation() != null) {
            check(task.compensation().work(), at.to("compensate"));
        }
    }

    private void check(Work work, Pointer at) {
        var agent = work.agent().value();
        var action = work.action().value();
        var actions = registered.of(work.agent());
        if (actions.isEmpty()) {
            faults.add(at.to("agent"), "agent '" + agent + "' is not registered" + EXPECTED);
        } else if (!actions.get().contains(action) && !actions.get().contains(RegisteredActions.ANY)) {
            var known = new TreeSet<>(actions.get());
            faults.add(at.to("action"), "agent '" + agent + "' has no action '" + action + "'"
                    + Suggestion.of(action, known)
                    + (known.isEmpty() ? "" : " (it has " + String.join(", ", known) + ")"));
        }
    }
}
