package dev.muster.coordinator.core;

import dev.muster.common.AgentType;
import dev.muster.common.DefinitionName;
import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.WorkerId;
import dev.muster.common.WorkflowId;
import dev.muster.common.definition.About;
import dev.muster.common.definition.OnFailure;
import dev.muster.common.definition.Policy;
import dev.muster.common.definition.TaskDefinition;
import dev.muster.common.definition.WorkflowDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/// A workflow in the machine's hands, told in the domain's words. Keeps what the effects ask for: attempts that are
/// published, attempts to be cancelled, timers. Its clock is turned by hand, and fires what is due.
final class Scenario {
    static final WorkflowId ID = new WorkflowId("w1");
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final WorkerId WORKER = new WorkerId("worker-1");

    private final WorkflowMachine machine = new WorkflowMachine();
    private final Plan plan;
    private final InMemoryRows rows = new InMemoryRows();
    private final List<Effect.SetTimer> timers = new ArrayList<>();
    private final List<Effect> lastEffects = new ArrayList<>();
    private final Map<String, Effect.Dispatch> published = new LinkedHashMap<>();
    private Instant now = START;
    private Gating gating = Gating.NONE;
    private Decision last = new Decision.Accepted(List.of());

    private Scenario(Policy policy, TaskSketch... tasks) {
        var byId = new LinkedHashMap<TaskId, TaskDefinition>();
        for (var task : tasks) {
            byId.put(task.definition().id(), task.definition());
        }
        var about = new About(new DefinitionName("test"), 1, null, null, List.of(), Map.of());
        var definition = new WorkflowDefinition(about, null, policy, byId);
        this.plan = Plan.of(definition, new SimpleExpressions(definition));
    }

    static Scenario of(TaskSketch... tasks) {
        return new Scenario(Policy.DEFAULT, tasks);
    }

    static Scenario of(OnFailure onFailure, TaskSketch... tasks) {
        return new Scenario(new Policy(Policy.UNBOUNDED, null, onFailure, 0, null), tasks);
    }

    static Scenario of(Policy policy, TaskSketch... tasks) {
        return new Scenario(policy, tasks);
    }

    /// From now on these need permits.
    Scenario gated(boolean workflows, String... agents) {
        gating = new Gating(Stream.of(agents).map(AgentType::new).collect(Collectors.toSet()), workflows);
        return this;
    }

    List<Effect> lastEffects() {
        return List.copyOf(lastEffects);
    }

    Scenario started() {
        return give(new Input.Start(Json.EMPTY_OBJECT));
    }

    Scenario give(Input input) {
        last = machine.decide(ID, plan, rows, input, new Moment(now, gating));
        lastEffects.clear();
        if (last instanceof Decision.Accepted accepted) {
            for (var event : accepted.events()) {
                Effects.of(plan, event, now).forEach(this::carryOut);
            }
        }
        return this;
    }

    private void carryOut(Effect effect) {
        lastEffects.add(effect);
        switch (effect) {
            case Effect.Dispatch dispatch -> published.put(dispatch.key().task().value(), dispatch);
            case Effect.Request request ->
                published.put(request.dispatch().key().task().value(), request.dispatch());
            case Effect.ReturnPermit permit -> {
                // Asserted on.
            }
            case Effect.RequestAdmission request -> {
                // Asserted on.
            }
            case Effect.ReturnAdmission admission -> {
                // Asserted on.
            }
            case Effect.SetTimer timer -> timers.add(timer);
            case Effect.CancelAttempt cancel -> {
                // Asserted on by name.
            }
            case Effect.Announce announce -> {
                // Asserted on by name.
            }
        }
    }

    Scenario succeed(String... tasks) {
        for (var task : tasks) {
            succeedWith(task, "\"" + task + " done\"");
        }
        return this;
    }

    Scenario succeedWith(String task, String output) {
        return give(new Input.Succeeded(new TaskId(task), attemptOf(task), WORKER, new Json(output)));
    }

    Scenario succeedLate(String task, int attempt) {
        return give(
                new Input.Succeeded(new TaskId(task), attempt, WORKER, new Json("\"late " + attempt + "\"")));
    }

    Scenario fail(String task) {
        return fail(task, "broken", true);
    }

    Scenario fail(String task, String code, boolean retryable) {
        return give(new Input.Failed(new TaskId(task), attemptOf(task), WORKER, new Failure(code, code + "!"),
                retryable));
    }

    Scenario claim(String... tasks) {
        for (var task : tasks) {
            give(new Input.Claimed(new TaskId(task), attemptOf(task), WORKER));
        }
        return this;
    }

    Scenario lose(String task) {
        return give(new Input.Lost(new TaskId(task), attemptOf(task), WORKER));
    }

    /// Turns the clock on, and fires every timer that is due on the way, in order.
    Scenario pass(Duration time) {
        var until = now.plus(time);
        for (var next = due(until); next != null; next = due(until)) {
            timers.remove(next);
            now = next.due().isAfter(now) ? next.due() : now;
            give(new Input.TimerDue(next.timer()));
        }
        now = until;
        return this;
    }

    private Effect.@Nullable SetTimer due(Instant until) {
        return timers.stream().filter(timer -> !timer.due().isAfter(until))
                .min(Comparator.comparing(Effect.SetTimer::due)).orElse(null);
    }

    int attemptOf(String task) {
        return Objects.requireNonNull(published.get(task), "task " + task + " was never published").key()
                .attempt();
    }

    Effect.Dispatch publishedLast(String task) {
        return Objects.requireNonNull(published.get(task), "task " + task + " was never published");
    }

    TaskRow row(String task) {
        return new Journal(plan, rows, new Moment(now, gating)).task(new TaskId(task));
    }

    Header header() {
        return Objects.requireNonNull(rows.header());
    }

    Instant now() {
        return now;
    }

    InMemoryRows rows() {
        return rows;
    }

    Plan plan() {
        return plan;
    }

    Decision last() {
        return last;
    }

    /// Asserts on the attempts that the last input published, in order: `task` or `undo task`.
    Scenario publishes(String... expected) {
        var actual = lastEffects.stream().flatMap(effect -> effect instanceof Effect.Dispatch dispatch
                ? Stream.of((dispatch.phase() == Phase.COMPENSATE ? "undo " : "") + dispatch.key().task())
                : Stream.of()).toList();
        assertThat(actual).containsExactly(expected);
        return this;
    }

    /// Asserts on the attempts that the last input wants cancelled, in order: `task/attempt`.
    Scenario cancels(String... expected) {
        var actual = lastEffects.stream().flatMap(effect -> effect instanceof Effect.CancelAttempt cancel
                ? Stream.of(cancel.task() + "/" + cancel.attempt())
                : Stream.of()).toList();
        assertThat(actual).containsExactly(expected);
        return this;
    }

    Scenario is(WorkflowState expected) {
        assertThat(header().state()).isEqualTo(expected);
        return this;
    }

    Scenario is(String task, TaskState expected) {
        assertThat(row(task).state()).as(task).isEqualTo(expected);
        return this;
    }

    Scenario isRefused(Decision.Reason expected) {
        assertThat(last).isInstanceOfSatisfying(Decision.Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(expected));
        return this;
    }
}
