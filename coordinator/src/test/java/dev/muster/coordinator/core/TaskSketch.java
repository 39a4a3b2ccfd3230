package dev.muster.coordinator.core;

import dev.muster.common.ActionName;
import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.definition.Attempts;
import dev.muster.common.definition.Compensation;
import dev.muster.common.definition.Expression;
import dev.muster.common.definition.Flow;
import dev.muster.common.definition.ForEach;
import dev.muster.common.definition.RetryPolicy;
import dev.muster.common.definition.TaskDefinition;
import dev.muster.common.definition.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A task of a test's workflow, told in a few words. Mutable while it is being told.
final class TaskSketch {
    static final AgentType AGENT = new AgentType("tester");
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final TaskId id;
    private List<TaskId> dependsOn = List.of();
    private @Nullable Expression condition;
    private @Nullable ForEach forEach;
    private RetryPolicy retry = RetryPolicy.none();
    private @Nullable Duration budget;
    private boolean allowFailure;
    private Json input = Json.EMPTY_OBJECT;
    private @Nullable RetryPolicy undoRetry;
    private Json undoInput = Json.EMPTY_OBJECT;
    private AgentType undoer = AGENT;

    private TaskSketch(TaskId id) {
        this.id = id;
    }

    static TaskSketch task(String id) {
        return new TaskSketch(new TaskId(id));
    }

    TaskSketch after(String... others) {
        dependsOn = Stream.of(others).map(TaskId::new).toList();
        return this;
    }

    TaskSketch when(String text) {
        condition = new Expression(text);
        return this;
    }

    TaskSketch forEach(String items) {
        return forEach(items, ForEach.UNBOUNDED);
    }

    TaskSketch forEach(String items, int atMost) {
        forEach = new ForEach(new Expression(items), "item", atMost);
        return this;
    }

    TaskSketch tries(int attempts) {
        return retry(new RetryPolicy(attempts, Duration.ofSeconds(5), 2, Duration.ofSeconds(30), 0,
                Set.of("fatal")));
    }

    TaskSketch retry(RetryPolicy policy) {
        retry = policy;
        return this;
    }

    TaskSketch within(Duration total) {
        budget = total;
        return this;
    }

    TaskSketch mayFail() {
        allowFailure = true;
        return this;
    }

    TaskSketch input(String text) {
        input = new Json(text);
        return this;
    }

    TaskSketch undoable() {
        return undoable(1);
    }

    TaskSketch undoable(int tries) {
        undoRetry = new RetryPolicy(tries, Duration.ofSeconds(5), 2, Duration.ofSeconds(30), 0, Set.of());
        return this;
    }

    TaskSketch undoneBy(String agent) {
        undoer = new AgentType(agent);
        return undoable();
    }

    TaskSketch undoInput(String text) {
        undoInput = new Json(text);
        return this;
    }

    TaskDefinition definition() {
        var compensation = undoRetry == null
                ? null
                : new Compensation(new Work(undoer, new ActionName("undo_" + id.value()), undoInput),
                        new Attempts(undoRetry, TIMEOUT, null));
        return new TaskDefinition(id, new Work(AGENT, new ActionName("do_" + id.value()), input),
                new Flow(dependsOn, condition, forEach), new Attempts(retry, TIMEOUT, budget), allowFailure,
                compensation, Map.of());
    }
}
