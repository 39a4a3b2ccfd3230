package dev.muster.dev.agents;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.definition.Expressions.Items;
import dev.muster.common.definition.Expressions.Resolved;
import dev.muster.common.definition.Expressions.Scope;
import dev.muster.common.definition.TaskDefinition;
import dev.muster.common.definition.Work;
import dev.muster.common.format.Definition;
import dev.muster.common.wire.WireFormat;
import dev.muster.worker.Action;
import dev.muster.worker.Agent;
import dev.muster.worker.Compensation;
import dev.muster.worker.TaskContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs a workflow's tasks one after the other, with nothing but the definition and the agents' methods.
final class ByHand {
    private final Definition definition;
    private final Json input;
    private final List<Object> agents;
    private final String id;
    private final Map<TaskId, Json> outputs = new HashMap<>();
    private final List<Done> done = new ArrayList<>();

    /// @param item of a child; null where there is none
    private record Done(TaskDefinition task, TaskId id, @Nullable Json item, Json output) {}

    ByHand(String id, Definition definition, String input, List<Object> agents) {
        this.id = id;
        this.definition = definition;
        this.input = new Json(input);
        this.agents = agents;
    }

    /// Runs every task; what a task throws ends the run.
    void run() throws Exception {
        var ended = new LinkedHashSet<TaskId>();
        var tasks = definition.workflow().tasks();
        while (ended.size() < tasks.size()) {
            var ready = tasks.values().stream().filter(task -> !ended.contains(task.id())
                    && ended.containsAll(task.flow().dependsOn())).findFirst().orElseThrow();
            if (!isSkipped(ready)) {
                run(ready);
            }
            ended.add(ready.id());
        }
    }

    /// A task whose dependencies were all skipped is skipped with them.
    private boolean isSkipped(TaskDefinition task) {
        var dependsOn = task.flow().dependsOn();
        return (!dependsOn.isEmpty() && dependsOn.stream().noneMatch(outputs::containsKey))
                || !value(definition.expressions().condition(task.id(), scope(null)));
    }

    /// Compensates what completed, the latest first.
    void undo() throws Exception {
        for (var each : done.reversed()) {
            var work = Objects.requireNonNull(each.task().compensation()).work();
            var given = value(definition.expressions().compensationInput(each.id(), scope(each.item())));
            call(method(work, Compensation.class), each.id(), given, each.output());
        }
    }

    Json output(String task) {
        return Objects.requireNonNull(outputs.get(new TaskId(task)), task);
    }

    Set<TaskId> completed() {
        return Set.copyOf(outputs.keySet());
    }

    private void run(TaskDefinition task) throws Exception {
        if (task.flow().forEach() == null) {
            outputs.put(task.id(), run(task, task.id(), null));
            return;
        }
        var items = value(definition.expressions().items(task.id(), scope(null)));
        var made = new ArrayList<String>();
        for (var item : values(items)) {
            made.add(run(task, task.id().child(made.size()), item).text());
        }
        outputs.put(task.id(), new Json("[" + String.join(",", made) + "]"));
    }

    private Json run(TaskDefinition task, TaskId child, @Nullable Json item) throws Exception {
        var given = value(definition.expressions().input(child, scope(item)));
        var made = call(method(task.work(), Action.class), child, given, Json.NULL);
        var output = new Json(WireFormat.MAPPER.writeValueAsString(made));
        done.add(new Done(task, child, item, output));
        return output;
    }

    /// Hands a method what its parameters ask for, as a worker does.
    private @Nullable Object call(Bound bound, TaskId task, Json given, Json output) throws Exception {
        var documents = new ArrayList<>(List.of(given, output));
        var arguments = new ArrayList<@Nullable Object>();
        for (var type : bound.method().getParameterTypes()) {
            arguments.add(type == TaskContext.class
                    ? FakeTask.of(id, task.value())
                    : WireFormat.MAPPER.readValue(documents.removeFirst().text(), type));
        }
        bound.method().setAccessible(true);
        try {
            return bound.method().invoke(bound.agent(), arguments.toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private record Bound(Object agent, Method method) {}

    private Bound method(Work work, Class<?> kind) {
        return agents.stream()
                .filter(agent -> agent.getClass().getAnnotation(Agent.class).value()
                        .equals(work.agent().value()))
                .flatMap(agent -> Stream.of(agent.getClass().getDeclaredMethods())
                        .filter(method -> work.action().value().equals(name(method, kind)))
                        .map(method -> new Bound(agent, method)))
                .findFirst().orElseThrow();
    }

    private static @Nullable String name(Method method, Class<?> kind) {
        if (kind == Action.class) {
            var action = method.getAnnotation(Action.class);
            return action == null ? null : action.value();
        }
        var compensation = method.getAnnotation(Compensation.class);
        return compensation == null ? null : compensation.value();
    }

    private static List<Json> values(Items items) {
        return switch (items) {
            case Items.Listed(var values) -> values;
            case Items.Range(var size) -> IntStream.range(0, size).mapToObj(i -> new Json("" + i)).toList();
        };
    }

    private static <T> T value(Resolved<T> resolved) {
        return switch (resolved) {
            case Resolved.Value<T>(var value) -> value;
            case Resolved.Failed<T>(var message) -> throw new AssertionError(message);
        };
    }

    private Scope scope(@Nullable Json item) {
        return new Scope() {
            @Override
            public Json input() {
                return input;
            }

            @Override
            public @Nullable Json output(TaskId task) {
                return outputs.get(task);
            }

            @Override
            public @Nullable Json item() {
                return item;
            }
        };
    }
}
