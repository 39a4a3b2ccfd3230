package dev.muster.common.format;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.error.CircularDependencyException;
import dev.muster.common.error.InvalidDefinitionException;
import dev.muster.common.expression.Dialects;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads definitions from JSON or YAML and finds everything that is wrong with them.
///
/// Thread-safe; keep one, it remembers what is dear to make.
public final class DefinitionReader {
    private final Dialects dialects = new Dialects();

    /// Reads a definition in the syntax that it seems to be in.
    /// @throws dev.muster.common.error.UnreadableDefinitionException if it is neither JSON nor YAML
    /// @throws InvalidDefinitionException with all faults; a [CircularDependencyException] if a cycle is among them
    public Definition read(String text) {
        return read(text, Syntax.of(text));
    }

    /// Reads a definition in JSON, as [#read(String)] does.
    public Definition read(Json json) {
        return read(json.text(), Syntax.JSON);
    }

    /// Reads a definition in JSON, as [#read(String)] does. If it is not valid, agents and actions that are not registered
    /// are among its faults; those of a valid definition come and go, and are for [AgentCheck] to find.
    public Definition read(Json json, RegisteredActions registered) {
        return read(json.text(), Syntax.JSON, registered);
    }

    /// Reads a definition as [#read(String)] does, in a syntax that is known.
    public Definition read(String text, Syntax syntax) {
        return read(text, syntax, null);
    }

    private Definition read(String text, Syntax syntax, @Nullable RegisteredActions registered) {
        var faults = new Faults();
        var workflow = new WorkflowReader(Document.read(text, syntax, faults), faults);
        var graph = Graph.of(workflow.tasks());
        var cycles = checkDependencies(workflow.tasks(), graph, faults);
        var compiler = dialects.compiler(graph, faults::add);
        workflow.tasks().forEach(task -> compiler.add(task.expressions()));
        if (registered != null && !faults.isEmpty()) {
            checkAgents(workflow.tasks(), new AgentCheck(registered, faults));
        }
        if (!cycles.isEmpty()) {
            throw new CircularDependencyException(cycles.getFirst(), faults.all());
        }
        if (!faults.isEmpty()) {
            throw new InvalidDefinitionException(faults.all());
        }
        var definition = workflow.definition();
        return new Definition(definition, compiler.expressions(), InputSchema.of(definition.inputSchema()),
                DefinitionWriter.json(definition));
    }

    /// Of the tasks that could be read.
    private static void checkAgents(List<TaskDraft> tasks, AgentCheck check) {
        for (var task : tasks) {
            if (task.definition() != null) {
                check.check(task.definition());
            }
        }
    }

    /// @return the circles, those of a task that depends on itself among them
    private static List<List<TaskId>> checkDependencies(List<TaskDraft> tasks, Graph graph, Faults faults) {
        var cycles = new ArrayList<List<TaskId>>();
        for (var task : tasks) {
            for (var dependency : task.dependsOn()) {
                if (dependency.on().equals(task.id())) {
                    faults.add(dependency.at(), "task '" + task.id() + "' depends on itself");
                    cycles.add(List.of(task.id()));
                } else if (!graph.has(dependency.on())) {
                    faults.add(dependency.at(),
                            "unknown task '" + dependency.on() + "'" + graph.suggestion(dependency.on()));
                }
            }
        }
        for (var cycle : Cycles.of(graph)) {
            faults.add(closing(tasks, cycle),
                    "circular dependency: " + CircularDependencyException.described(cycle));
            cycles.add(cycle);
        }
        return cycles;
    }

    /// Where the first task of a cycle says that it depends on the second.
    private static Pointer closing(List<TaskDraft> tasks, List<TaskId> cycle) {
        return tasks.stream()
                .filter(task -> task.id().equals(cycle.getFirst()))
                .flatMap(task -> task.dependsOn().stream())
                .filter(dependency -> dependency.on().equals(cycle.get(1)))
                .map(Dependency::at)
                .findFirst()
                .orElseThrow();
    }
}
