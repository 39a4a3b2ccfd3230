package dev.muster.common.format;

import dev.muster.common.TaskId;
import dev.muster.common.expression.TaskReferences;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which task waits for which, by the tasks' numbers in the order of the definition. What a task waits for directly
/// or through others is worked out when it is first asked for. Used by one thread.
final class Graph implements TaskReferences {
    private final List<TaskId> ids = new ArrayList<>();
    private final Map<TaskId, Integer> numbers = new HashMap<>();
    private final int[][] edges;
    private @Nullable List<BitSet> upstream;

    private Graph(List<TaskDraft> tasks) {
        for (var task : tasks) {
            numbers.put(task.id(), ids.size());
            ids.add(task.id());
        }
        this.edges = tasks.stream()
                .map(task -> task.dependsOn().stream()
                        .map(dependency -> numbers.get(dependency.on()))
                        .filter(Objects::nonNull)
                        .mapToInt(Integer::intValue)
                        .toArray())
                .toArray(int[][]::new);
    }

    /// The graph of tasks, each under its own id; dependencies on tasks that don't exist are left out.
    static Graph of(List<TaskDraft> tasks) {
        return new Graph(tasks);
    }

    int size() {
        return edges.length;
    }

    /// What a task waits for directly. Not to be changed.
    int[] edges(int task) {
        return edges[task];
    }

    TaskId id(int task) {
        return ids.get(task);
    }

    boolean has(TaskId task) {
        return numbers.containsKey(task);
    }

    /// `, did you mean 'website'?`, or nothing.
    String suggestion(TaskId unknown) {
        return Suggestion.of(unknown.value(), ids.stream().map(TaskId::value).toList());
    }

    @Override
    public Optional<String> objection(TaskId task, TaskId other) {
        var from = numbers.get(task);
        var to = numbers.get(other);
        if (to == null) {
            return Optional.of("refers to the unknown task '" + other + "'" + suggestion(other));
        }
        if (from == null || (upstream().get(from).get(to) && !task.equals(other))) {
            return Optional.empty();
        }
        return Optional.of(task.equals(other)
                ? "task '" + task + "' refers to its own output"
                : "refers to task '" + other + "', which '" + task
                        + "' does not depend on: add it to dependsOn");
    }

    /// Per task, all that it waits for. Components come dependencies first, so that each is the union of what its
    /// members wait for; the members of a cycle all wait for each other.
    private List<BitSet> upstream() {
        if (upstream == null) {
            var reach = new BitSet[size()];
            for (var component : Components.of(this)) {
                var shared = new BitSet(size());
                for (var member : component) {
                    for (var next : edges[member]) {
                        shared.set(next);
                        if (reach[next] != null) {
                            shared.or(reach[next]);
                        }
                    }
                }
                component.forEach(member -> reach[member] = shared);
            }
            upstream = List.of(reach);
        }
        return upstream;
    }
}
