package dev.muster.common.error;

import dev.muster.common.TaskId;
import java.util.List;
import java.util.stream.Collectors;

/// The tasks of a definition wait for each other in a circle.
public final class CircularDependencyException extends InvalidDefinitionException {
    private final transient List<TaskId> cycle;

    /// @param cycle the tasks in order, each depending on the next and the last on the first
    public CircularDependencyException(List<TaskId> cycle, List<Fault> faults) {
        super("circular dependency: " + described(cycle), faults);
        this.cycle = List.copyOf(cycle);
    }

    public List<TaskId> cycle() {
        return cycle;
    }

    /// Names a cycle task by task: `a -> b -> a`.
    public static String described(List<TaskId> cycle) {
        return cycle.stream().map(TaskId::value).collect(Collectors.joining(" -> ")) + " -> "
                + cycle.getFirst();
    }
}
