package dev.muster.dev.simulation;

import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.ControlRecord;
import dev.muster.common.wire.GateRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.TaskRecord;
import dev.muster.common.wire.WireFormat;
import dev.muster.common.wire.WireRecord;
import dev.muster.coordinator.streams.SimulatedPart.Sent;
import dev.muster.dev.simulation.History.Attempt;
import dev.muster.dev.simulation.World.Sabotage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// One fleet from its first workflow to its last: a time of faults, then one without them in which one agent is held back,
/// then one in which everything has to come to its end. Everything follows from the seed.
final class FleetSimulation {
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int FAULTS_LAST = 40_000;
    /// By which whatever can end has ended.
    private static final long PATIENCE = 3_600_000;

    private final World world;
    private final Coordinators coordinators;
    private final Workers workers;
    private final Clients clients;
    private final Endings endings = new Endings();

    private FleetSimulation(long seed, Set<Sabotage> sabotages) {
        world = new World(new Schedule(START), new Dice(seed), new History(), sabotages);
        coordinators = new Coordinators(world, this::committed);
        workers = new Workers(world, this::append);
        clients = new Clients(world, coordinators.log());
    }

    /// What came of a seed.
    /// @param broken a line for each time that a promise was not kept
    record Run(History history, List<String> broken) {}

    static Run run(long seed, Set<Sabotage> sabotages) {
        var simulation = new FleetSimulation(seed, sabotages);
        var broken = new ArrayList<String>();
        try {
            simulation.play();
        } catch (RuntimeException e) {
            // A bug stops a coordinator loudly, and so it never ends what it has begun.
            broken.add("P2: a part of the fleet has stopped: " + e);
        }
        simulation.coordinators.atGates()
                .forEach(place -> broken.add("P6: what has ended is still at a gate, " + place));
        broken.addAll(Promises.broken(simulation.world.history()));
        for (var part : simulation.coordinators.parts()) {
            var difference = part.replay();
            if (difference != null) {
                broken.add("P10: " + difference);
            }
        }
        return new Run(simulation.world.history(), broken);
    }

    private void play() {
        var dice = world.dice();
        coordinators.start(dice.from(1, 4));
        clients.register();
        pass(2_000);
        coordinators.strikeOneIn(dice.from(20, 300));
        workers.start(dice.from(1, 4));
        clients.start(dice.from(2, 6), dice.below(12), FAULTS_LAST);
        watchTopics();
        pass(FAULTS_LAST);
        coordinators.heal();
        workers.heal();
        clients.heal();
        world.history().add(new History.Healed(world.now(), Clients.HELD_BACK));
        passUntilQuiet(false);
        world.history().add(new History.LetGo(world.now(), Clients.HELD_BACK));
        clients.limit(Clients.HELD_BACK, 2);
        passUntilQuiet(true);
        // An attempt that was given up has its permit until nobody can be at it any more.
        passUntil(() -> coordinators.atGates().isEmpty());
    }

    private void pass(long millis) {
        var until = world.now() + millis;
        while (world.schedule().step(until)) {
            // What is next is done.
        }
    }

    private void passUntilQuiet(boolean all) {
        passUntil(() -> endings.has(all ? clients.workflows() : clients.unhindered()) && workers.isQuiet()
                && coordinators.isQuiet());
    }

    private void passUntil(BooleanSupplier reached) {
        var until = world.now() + PATIENCE;
        while (world.now() < until && !reached.getAsBoolean()) {
            pass(1_000);
        }
    }

    /// As coordinators look how far the workers are.
    private void watchTopics() {
        workers.emptied().forEach(coordinators::sawEmpty);
        world.schedule().after(5_000, this::watchTopics);
    }

    private void append(String topic, String key, WireRecord value) {
        if (value instanceof ReportRecord.OfWorker report) {
            reported(key, report);
        }
        coordinators.log().append(topic, key,
                world.has(Sabotage.STALE_REPORTS) ? renumbered(key, value) : value);
    }

    private WireRecord renumbered(String workflow, WireRecord value) {
        return value instanceof ReportRecord.Succeeded(var task, var attempt, var worker, var output)
                ? new ReportRecord.Succeeded(task, world.history().latest(workflow, task, attempt), worker,
                        output)
                : value;
    }

    private void reported(String workflow, ReportRecord.OfWorker report) {
        world.history().add(new History.Reported(world.now(),
                new Attempt(workflow, report.task(), report.attempt()), report.getClass().getSimpleName(),
                String.valueOf(report.worker())));
    }

    /// What a transaction has sent is in its topic.
    private void committed(Sent sent) {
        switch (sent.value()) {
            case TaskRecord task -> {
                var agent = task.order().agent();
                var published = new History.Published(world.now(), agent,
                        new Attempt(sent.key(), task.task(), task.attempt()),
                        task.phase() == TaskRecord.Phase.COMPENSATE);
                world.history().add(published);
                endings.hear(published);
                workers.group(agent).publish(sent.key(), task);
            }
            case ControlRecord said -> workers.hear(said);
            case AgentRecord entry -> {
                var limit = entry.settings() == null ? null : entry.settings().limit();
                world.history().add(new History.Limited(world.now(), sent.key(), limit));
                coordinators.enter(sent.key(), WireFormat.bytes(entry));
            }
            case GateRecord.Release(var workflow, var task, var attempt) when task != null -> {
                world.history().add(new History.Returned(world.now(), sent.key(),
                        new Attempt(workflow, task, Objects.requireNonNull(attempt))));
                if (!world.has(Sabotage.LOST_PERMITS) || !world.dice().oneIn(20)) {
                    append(sent.topic(), sent.key(), (WireRecord) sent.value());
                }
            }
            case GateRecord.Withdraw(var workflow, var task, var attempt) when world
                    .has(Sabotage.EARLY_PERMITS) ->
                append(sent.topic(), sent.key(), new GateRecord.Release(workflow, task, attempt));
            case WireRecord other -> append(sent.topic(), sent.key(), other);
            case String data -> tell(sent, data);
            default -> throw new IllegalStateException("not expected: " + sent);
        }
    }

    private void tell(Sent event, String data) {
        var subject = header(event, "ce_subject");
        var slash = subject.indexOf('/');
        var told = new History.Told(world.now(), new History.Event(header(event, "ce_id"),
                header(event, "ce_type").substring("dev.muster.".length()),
                Instant.parse(header(event, "ce_time")).toEpochMilli()), event.key(),
                slash < 0 ? null : subject.substring(slash + 1), data);
        world.history().add(told);
        endings.hear(told);
    }

    private static String header(Sent event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
