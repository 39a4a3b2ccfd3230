package dev.muster.worker;

import dev.muster.common.ActionName;
import dev.muster.common.AgentType;
import dev.muster.common.error.TaskExecutionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// An agent type and the handlers of its actions: the functional form beside the [Agent] annotation.
///
///     AgentDefinition.of("finance")
///             .action("pay", Pay.class, (pay, task) -> bank.transfer(pay))
///             .compensation("refund", Pay.class, Paid.class, (pay, paid, task) -> bank.refund(paid));
///
/// Immutable: each method returns another definition.
public final class AgentDefinition {
    private final AgentType type;
    private final Map<String, TaskHandler> actions;
    private final Map<String, TaskHandler> compensations;
    private final @Nullable TaskHandler anything;

    private AgentDefinition(AgentType type, Map<String, TaskHandler> actions,
            Map<String, TaskHandler> compensations, @Nullable TaskHandler anything) {
        this.type = type;
        this.actions = actions;
        this.compensations = compensations;
        this.anything = anything;
    }

    /// @throws IllegalArgumentException if that is no name for an agent type
    public static AgentDefinition of(String type) {
        return new AgentDefinition(new AgentType(type), Map.of(), Map.of(), null);
    }

    /// @throws IllegalArgumentException if that is no name for an action, or the agent has an action of that name
    public <I> AgentDefinition action(String name, Class<I> input, ActionHandler<I> handler) {
        return action(name, Conversion.handler(input, handler));
    }

    /// @throws IllegalArgumentException if that is no name for an action, or the agent has a compensation of that name
    public <I, O> AgentDefinition compensation(String name, Class<I> input, Class<O> made,
            CompensationHandler<I, O> handler) {
        return compensation(name, Conversion.handler(input, made, handler));
    }

    /// The handler of every action and compensation that has none of its own.
    public AgentDefinition anyAction(TaskHandler handler) {
        return new AgentDefinition(type, actions, compensations, handler);
    }

    AgentDefinition action(String name, TaskHandler handler) {
        return new AgentDefinition(type, with(actions, "action", name, handler), compensations, anything);
    }

    AgentDefinition compensation(String name, TaskHandler handler) {
        return new AgentDefinition(type, actions, with(compensations, "compensation", name, handler),
                anything);
    }

    public AgentType type() {
        return type;
    }

    /// What the agent can do and undo, sorted by name.
    public List<String> actionNames() {
        var names = new TreeSet<>(actions.keySet());
        names.addAll(compensations.keySet());
        return List.copyOf(names);
    }

    boolean doesAnything() {
        return anything != null;
    }

    /// A compensation may also be an ordinary action of the agent.
    /// @throws TaskExecutionException `unknown_action` if the agent has no such action
    TaskHandler handler(String action, boolean compensation) {
        var own = compensation
                ? compensations.getOrDefault(action, actions.get(action))
                : actions.get(action);
        var handler = own != null ? own : anything;
        if (handler == null) {
            throw TaskExecutionException.terminal("unknown_action",
                    "agent " + type + " has no " + (compensation ? "compensation '" : "action '") + action
                            + "': expected one of " + actionNames(),
                    null);
        }
        return handler;
    }

    private Map<String, TaskHandler> with(Map<String, TaskHandler> handlers, String kind, String name,
            TaskHandler handler) {
        var more = new LinkedHashMap<>(handlers);
        if (more.put(new ActionName(name).value(), handler) != null) {
            throw new IllegalArgumentException(
                    "agent " + type + " has two of the " + kind + " '" + name + "'");
        }
        return Map.copyOf(more);
    }
}
