package dev.muster.common.error;

import dev.muster.common.TaskId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tasks of a definition wait for each other in a circle.
public final class CircularDependencyException extends InvalidDefinitionException {
    private static final int MOST_NAMED = 100;

    private final transient List<TaskId> cycle;

    /// @param cycle the tasks in order, each depending on the next and the last on the first
    public CircularDependencyException(List<TaskId> cycle, List<Fault> faults) {
        super("circular dependency: " + described(cycle), faults);
        this.cycle = List.copyOf(cycle);
    }

    public List<TaskId> cycle() {
        return cycle;
    }

    /// Names a cycle task by task: `a -> b -> a`. Of a very long one the middle is left out.
    public static String described(List<TaskId> cycle) {
        var named = cycle.size() <= MOST_NAMED
                ? cycle.stream().map(TaskId::value)
                : Stream.of(cycle.subList(0, MOST_NAMED - 1).stream().map(TaskId::value),
                        Stream.of("... (" + (cycle.size() - MOST_NAMED) + " more)", cycle.getLast().value()))
                        .flatMap(names -> names);
        return named.collect(Collectors.joining(" -> ")) + " -> " + cycle.getFirst();
    }
}
