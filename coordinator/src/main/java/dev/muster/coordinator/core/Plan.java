package dev.muster.coordinator.core;

import dev.muster.common.AgentType;
import dev.muster.common.TaskId;
import dev.muster.common.definition.Attempts;
import dev.muster.common.definition.Compensation;
import dev.muster.common.definition.Expressions;
import dev.muster.common.definition.ForEach;
import dev.muster.common.definition.TaskDefinition;
import dev.muster.common.definition.WorkflowDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A definition as the machine runs it: with its graph turned round and its expressions at hand. Immutable, shared by
/// all workflows of the definition.
public final class Plan {
    /// How many items of a `forEach` task share a row.
    public static final int SEGMENT = 100;

    private final WorkflowDefinition definition;
    private final Expressions expressions;
    private final Map<TaskId, List<TaskId>> dependents = new HashMap<>();
    private final Set<AgentType> agents = new HashSet<>();

    private Plan(WorkflowDefinition definition, Expressions expressions) {
        this.definition = Objects.requireNonNull(definition);
        this.expressions = Objects.requireNonNull(expressions);
        for (var task : definition.tasks().values()) {
            agents.add(agent(task.id(), Phase.RUN));
            agents.add(agent(task.id(), Phase.COMPENSATE));
            for (var dependency : task.flow().dependsOn()) {
                dependents.computeIfAbsent(dependency, id -> new ArrayList<>()).add(task.id());
            }
        }
    }

    public static Plan of(WorkflowDefinition definition, Expressions expressions) {
        return new Plan(definition, expressions);
    }

    public WorkflowDefinition definition() {
        return definition;
    }

    public Expressions expressions() {
        return expressions;
    }

    public TaskDefinition task(TaskId id) {
        return definition.task(id);
    }

    /// Whether the definition has the task, or the `forEach` task whose child it would be.
    boolean knows(TaskId id) {
        var task = definition.tasks().get(id.declared());
        return task != null && (!id.isChild() || task.flow().forEach() != null);
    }

    /// Whether it is a `forEach` task, which stands for its children.
    public boolean isGroup(TaskId id) {
        return !id.isChild() && forEach(id) != null;
    }

    List<TaskId> dependents(TaskId id) {
        return dependents.getOrDefault(id, List.of());
    }

    List<TaskId> dependencies(TaskId id) {
        return task(id).flow().dependsOn();
    }

    /// How many children of a group may be under way at once.
    int atMost(TaskId group) {
        var forEach = forEach(group);
        return forEach == null ? 1 : forEach.atMost();
    }

    @Nullable
    Compensation compensation(TaskId id) {
        return task(id).compensation();
    }

    /// All who do its tasks or undo them.
    public Set<AgentType> agents() {
        return agents;
    }

    /// Who does the task, or undoes it.
    public AgentType agent(TaskId id, Phase phase) {
        var compensation = compensation(id);
        return (phase == Phase.RUN || compensation == null ? task(id).work() : compensation.work()).agent();
    }

    Attempts attempts(TaskId id, Phase phase) {
        var compensation = compensation(id);
        return phase == Phase.RUN || compensation == null ? task(id).attempts() : compensation.attempts();
    }

    private @Nullable ForEach forEach(TaskId id) {
        return task(id).flow().forEach();
    }
}
