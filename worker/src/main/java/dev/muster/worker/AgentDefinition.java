package dev.muster.worker;

import dev.muster.common.ActionName;
import dev.muster.common.AgentType;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.AgentSettings.BreakerSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
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
    private final Handlers handlers;
    private final AgentSettings settings;
    private final Predicate<TaskFailure> counted;

    /// @param anything for what has no handler of its own
    private record Handlers(Map<String, TaskHandler> actions, Map<String, TaskHandler> compensations,
            @Nullable TaskHandler anything) {}

    private AgentDefinition(AgentType type, Handlers handlers, AgentSettings settings,
            Predicate<TaskFailure> counted) {
        this.type = type;
        this.handlers = handlers;
        this.settings = settings;
        this.counted = counted;
    }

    /// @throws IllegalArgumentException if that is no name for an agent type
    public static AgentDefinition of(String type) {
        return new AgentDefinition(new AgentType(type), new Handlers(Map.of(), Map.of(), null),
                AgentSettings.NONE, TaskFailure::isRetryable);
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
        return with(new Handlers(handlers.actions(), handlers.compensations(), handler));
    }

    /// How many attempts at the agent's tasks may be out at once in the whole fleet; 0 starts none. A proposal: what an
    /// operator sets goes before it.
    /// @throws IllegalArgumentException if it is below 0
    public AgentDefinition limit(int attempts) {
        return with(settings.withLimit(attempts));
    }

    /// How many attempts at the agent's tasks may start in a second in the whole fleet. A proposal, as [#limit].
    /// @throws IllegalArgumentException if it is not 0.001 to 1000000
    public AgentDefinition ratePerSecond(double attempts) {
        return with(settings.withRatePerSecond(attempts));
    }

    /// When the agent's circuit breaker opens and closes, for all workers together; after 5 failures in a row, for a
    /// minute, and after 2 successes unless told. A proposal, as [#limit].
    /// @param failures in a row that open it
    /// @param delay how long it stays open before it is tried again
    /// @param successes in a row that close it again
    /// @throws IllegalArgumentException if any is not above 0
    public AgentDefinition breaker(int failures, Duration delay, int successes) {
        return with(settings.withBreaker(new BreakerSettings(failures, delay.toMillis(), successes)));
    }

    /// How long one attempt at the agent's tasks may take where the definition says nothing; 5 minutes unless told. A
    /// proposal, as [#limit]. Counts for workflows that start after it holds.
    /// @throws IllegalArgumentException if it is not 1 ms to 3650 days
    public AgentDefinition timeout(Duration attempt) {
        return with(settings.withTimeout(attempt));
    }

    /// Which failures count for the circuit breaker: those that may be retried, timeouts among them, unless told. That
    /// of a task that was cancelled, or stopped with its worker, never does.
    public AgentDefinition breakerCounts(Predicate<TaskFailure> counted) {
        return new AgentDefinition(type, handlers, settings, counted);
    }

    private AgentDefinition with(Handlers changed) {
        return new AgentDefinition(type, changed, settings, counted);
    }

    private AgentDefinition with(AgentSettings changed) {
        return new AgentDefinition(type, handlers, changed, counted);
    }

    AgentDefinition action(String name, TaskHandler handler) {
        return with(new Handlers(with(handlers.actions(), "action", name, handler), handlers.compensations(),
                handlers.anything()));
    }

    AgentDefinition compensation(String name, TaskHandler handler) {
        return with(new Handlers(handlers.actions(),
                with(handlers.compensations(), "compensation", name, handler), handlers.anything()));
    }

    public AgentType type() {
        return type;
    }

    /// What the agent can do and undo, sorted by name.
    public List<String> actionNames() {
        var names = new TreeSet<>(handlers.actions().keySet());
        names.addAll(handlers.compensations().keySet());
        return List.copyOf(names);
    }

    boolean doesAnything() {
        return handlers.anything() != null;
    }

    /// What it proposes.
    AgentSettings settings() {
        return settings;
    }

    Predicate<TaskFailure> counted() {
        return counted;
    }

    /// A compensation may also be an ordinary action of the agent.
    /// @throws TaskExecutionException `unknown_action` if the agent has no such action
    TaskHandler handler(String action, boolean compensation) {
        var run = handlers.actions().get(action);
        var own = compensation ? handlers.compensations().getOrDefault(action, run) : run;
        var handler = own != null ? own : handlers.anything();
        if (handler == null) {
            throw TaskExecutionException.terminal("unknown_action",
                    "agent " + type + " has no " + (compensation ? "compensation '" : "action '") + action
                            + "': expected one of " + actionNames(),
                    null);
        }
        return handler;
    }

    private Map<String, TaskHandler> with(Map<String, TaskHandler> known, String kind, String name,
            TaskHandler handler) {
        var more = new LinkedHashMap<>(known);
        if (more.put(new ActionName(name).value(), handler) != null) {
            throw new IllegalArgumentException(
                    "agent " + type + " has two of the " + kind + " '" + name + "'");
        }
        return Map.copyOf(more);
    }
}
