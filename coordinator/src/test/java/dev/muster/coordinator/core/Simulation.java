package dev.muster.coordinator.core;

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
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;

/// One workflow of random shape on a random schedule: workers that succeed, fail, crash and answer late; reports that
/// are doubled and reordered; timers that come when they are due, or again; users who meddle. All drawn from a seed.
final class Simulation {
    private static final WorkflowId ID = new WorkflowId("w");
    private static final WorkerId WORKER = new WorkerId("worker");

    private final RandomGenerator random;
    private final WorkflowMachine machine = new WorkflowMachine();
    private final Plan plan;
    private final InMemoryRows rows = new InMemoryRows();
    private final History history;
    private final List<Input.Report> inFlight = new ArrayList<>();
    private final List<Input.Report> delivered = new ArrayList<>();
    private final List<Effect.SetTimer> timers = new ArrayList<>();
    private final Map<String, Effect.Dispatch> running = new LinkedHashMap<>();
    private final Gating gating;
    private final Optional<SimulatedGates> gates;
    private final List<Input.Vanished> vanished = new ArrayList<>();
    private final List<Input.Lost> lost = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private Simulation(long seed) {
        // Random, not a faster generator: its sequence is specified, so a seed means the same on every release.
        this.random = new Random(seed);
        var definition = definition();
        this.plan = Plan.of(definition, new SimpleExpressions(definition));
        this.history = new History(plan);
        var isGated = random.nextBoolean();
        this.gating = isGated ? new Gating(Set.of(TaskSketch.AGENT), true) : Gating.NONE;
        this.gates = isGated ? Optional.of(new SimulatedGates(ID, 1 + random.nextInt(3))) : Optional.empty();
    }

    /// Runs a workflow to its end and checks what happened.
    /// @return the types of events that happened
    /// @throws AssertionError with the whole history, if a check fails
    static Set<Class<?>> run(long seed) {
        var simulation = new Simulation(seed);
        try {
            simulation.play();
            return simulation.history.eventTypes();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(simulation.history.trace(), e);
        }
    }

    private void play() {
        give(new Input.Start(Json.EMPTY_OBJECT));
        for (int step = 0; step < 60; step++) {
            disturb();
        }
        settle();
        Invariants.check(plan, rows);
        history.checkEnd(rows);
        gates.ifPresent(some -> some.checkEnd());
        history.checkReplay(ID, machine, rows);
    }

    private void disturb() {
        switch (random.nextInt(20)) {
            case 0 -> give(command());
            case 1 -> repeatReport();
            case 2 -> repeatTimer();
            case 3, 4, 5 -> passTime(Duration.ofSeconds(random.nextInt(90)));
            case 6, 7, 8, 9 -> work();
            case 10, 11 -> openGates();
            default -> deliver(random.nextInt(4) == 0);
        }
    }

    private Input command() {
        return switch (random.nextInt(8)) {
            case 0 -> new Input.Cancel(random.nextBoolean());
            case 1 -> new Input.Rollback();
            case 2, 3 -> new Input.Pause();
            case 4 -> new Input.Start(Json.EMPTY_OBJECT);
            case 5 -> new Input.Retry();
            default -> new Input.Resume();
        };
    }

    /// A worker takes a published attempt and decides what becomes of it.
    private void work() {
        if (running.isEmpty()) {
            return;
        }
        var key = new ArrayList<>(running.keySet()).get(random.nextInt(running.size()));
        var dispatch = Objects.requireNonNull(running.remove(key));
        var task = dispatch.key().task();
        var attempt = dispatch.key().attempt();
        if (random.nextInt(3) == 0) {
            inFlight.add(new Input.Claimed(task, attempt, WORKER));
        }
        if (random.nextInt(10) == 0) {
            inFlight.add(new Input.Progressed(task, attempt, random.nextInt(101), null));
        }
        var failure = new Failure(random.nextInt(5) == 0 ? "fatal" : "broken", "broken");
        switch (random.nextInt(10)) {
            case 0, 1 ->
                inFlight.add(new Input.Failed(task, attempt, WORKER, failure, random.nextInt(5) > 0));
            case 2 -> {
                // Crashes before its side effect, and after its claim.
                lost.add(new Input.Lost(task, attempt, WORKER));
                inFlight.add(new Input.Claimed(task, attempt, WORKER));
                inFlight.add(new Input.Lost(task, attempt, WORKER));
            }
            case 3 -> {
                // Taken for dead, yet it succeeds.
                lost.add(new Input.Lost(task, attempt, WORKER));
                inFlight.add(new Input.Claimed(task, attempt, WORKER));
                inFlight.add(new Input.Lost(task, attempt, WORKER));
                inFlight.add(success(dispatch));
            }
            case 4 -> {
                var gone = new Input.Vanished(task, attempt, now);
                inFlight.add(gone);
                vanished.add(gone);
            }
            default -> inFlight.add(success(dispatch));
        }
    }

    /// What is on its way to the gates arrives; now and then the limit changes.
    private void openGates() {
        gates.ifPresent(some -> {
            if (random.nextInt(5) == 0) {
                some.limit(random.nextInt(4));
            }
            take(some.step(now));
        });
    }

    private void take(SimulatedGates.Answer answer) {
        for (var dispatch : answer.published()) {
            running.put(dispatch.key().toString(), dispatch);
            inFlight.add(new Input.Granted(dispatch.key().task(), dispatch.key().attempt()));
        }
        if (answer.isAdmitted()) {
            give(new Input.Admitted());
        }
    }

    private static Input.Succeeded success(Effect.Dispatch dispatch) {
        return new Input.Succeeded(dispatch.key().task(), dispatch.key().attempt(), WORKER,
                new Json("\"" + dispatch.key().attempt() + "\""));
    }

    private void deliver(boolean outOfOrder) {
        if (!inFlight.isEmpty()) {
            var report = inFlight.remove(outOfOrder ? random.nextInt(inFlight.size()) : 0);
            delivered.add(report);
            give(report);
        }
    }

    private void repeatReport() {
        if (!delivered.isEmpty()) {
            give(delivered.get(random.nextInt(delivered.size())));
        }
    }

    private void repeatTimer() {
        if (!timers.isEmpty()) {
            give(new Input.TimerDue(timers.get(random.nextInt(timers.size())).timer()));
        }
    }

    private void passTime(Duration time) {
        var until = now.plus(time);
        for (var due = due(until); due.isPresent(); due = due(until)) {
            timers.remove(due.get());
            now = due.get().due().isAfter(now) ? due.get().due() : now;
            give(new Input.TimerDue(due.get().timer()));
        }
        now = until;
    }

    private Optional<Effect.SetTimer> due(Instant until) {
        return timers.stream().filter(timer -> !timer.due().isAfter(until))
                .min(Comparator.comparing(Effect.SetTimer::due));
    }

    /// Lets everything that is under way come to its end, with workers that answer.
    private void settle() {
        give(new Input.Resume());
        gates.ifPresent(some -> some.limit(2));
        for (int round = 0; round < 500 && !isQuiet(); round++) {
            while (!inFlight.isEmpty()) {
                deliver(false);
            }
            // In truth a loss comes after its claim; here it may have come before, and been passed over.
            lost.forEach(this::give);
            // Looked for again and again, until it is heard of.
            vanished.forEach(this::give);
            gates.ifPresent(this::settle);
            var open = List.copyOf(running.values());
            running.clear();
            open.forEach(dispatch -> give(success(dispatch)));
            passTime(Duration.ofMinutes(3));
        }
        assertThat(isQuiet()).as("everything comes to an end").isTrue();
        gates.ifPresent(this::audit);
    }

    /// Long after the end, attempts that vanished after they had been given up are asked after once more.
    private void audit(SimulatedGates some) {
        passTime(Duration.ofMinutes(10));
        vanished.forEach(this::give);
        settle(some);
    }

    private void settle(SimulatedGates some) {
        while (!some.isQuiet()) {
            take(some.step(now));
        }
    }

    private boolean isQuiet() {
        var header = rows.header();
        return gates.map(SimulatedGates::isQuiet).orElse(true) && header != null && header.state().isEnded()
                && header.load().live() == 0 && inFlight.isEmpty()
                && running.isEmpty();
    }

    private void give(Input input) {
        var moment = new Moment(now, gating);
        var decision = machine.decide(ID, plan, rows, input, moment);
        Invariants.check(plan, rows);
        history.add(input, moment, decision);
        if (decision instanceof Decision.Accepted accepted) {
            accepted.events().stream().flatMap(event -> Effects.of(plan, event, now).stream())
                    .forEach(this::carryOut);
        }
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Dispatch dispatch -> running.put(dispatch.key().toString(), dispatch);
            case Effect.SetTimer timer -> timers.add(timer);
            case Effect.Request request -> ask(request);
            case Effect.ReturnPermit permit -> ask(permit);
            case Effect.RequestAdmission request -> ask(request);
            case Effect.ReturnAdmission admission -> ask(admission);
            case Effect.CancelAttempt cancel -> {
                ask(cancel);
                // Heard by some workers only.
                if (random.nextBoolean()) {
                    running.values().removeIf(dispatch -> isSame(dispatch, cancel) && inFlight.add(
                            new Input.Failed(cancel.task(), cancel.attempt(), WORKER,
                                    new Failure("cancelled", "cancelled"), false)));
                }
            }
            case Effect.Announce announce -> {
                // Nobody listens.
            }
        }
    }

    private void ask(Effect effect) {
        gates.ifPresent(some -> some.ask(effect));
    }

    private static boolean isSame(Effect.Dispatch dispatch, Effect.CancelAttempt cancel) {
        return dispatch.key().task().equals(cancel.task()) && dispatch.key().attempt() == cancel.attempt();
    }

    private WorkflowDefinition definition() {
        var tasks = new LinkedHashMap<TaskId, TaskDefinition>();
        var size = 1 + random.nextInt(7);
        for (int index = 0; index < size; index++) {
            var task = sketch(index).definition();
            tasks.put(task.id(), task);
        }
        var policy = new Policy(random.nextInt(3) == 0 ? 1 + random.nextInt(3) : Policy.UNBOUNDED,
                random.nextInt(10) == 0 ? Duration.ofMinutes(2) : null,
                List.of(OnFailure.values()).get(random.nextInt(OnFailure.values().length)), 0, null);
        var about = new About(new DefinitionName("random"), 1, null, null, List.of(), Map.of());
        return new WorkflowDefinition(about, null, policy, tasks);
    }

    private TaskSketch sketch(int index) {
        var before = new ArrayList<String>();
        for (int other = 0; other < index; other++) {
            if (random.nextInt(3) == 0) {
                before.add("t" + other);
            }
        }
        Collections.shuffle(before, (Random) random);
        var task = TaskSketch.task("t" + index).after(before.toArray(String[]::new))
                .tries(1 + random.nextInt(3));
        if (random.nextInt(3) > 0) {
            task.undoable(1 + random.nextInt(3));
        }
        if (random.nextInt(6) == 0) {
            task.mayFail();
        }
        if (random.nextInt(8) == 0) {
            task.when(
                    random.nextInt(6) == 0 ? SimpleExpressions.BROKEN : String.valueOf(random.nextBoolean()));
        }
        if (random.nextInt(5) == 0) {
            task.forEach(random.nextInt(8) == 0 ? "letters" : String.valueOf(random.nextInt(5)),
                    1 + random.nextInt(3));
        }
        if (random.nextInt(12) == 0) {
            task.input(SimpleExpressions.BROKEN);
        }
        if (random.nextInt(12) == 0) {
            task.within(Duration.ofSeconds(20));
        }
        return task;
    }
}
