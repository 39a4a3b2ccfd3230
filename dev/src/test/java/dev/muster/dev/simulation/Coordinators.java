package dev.muster.dev.simulation;

import dev.muster.coordinator.streams.SimulatedPart.Sent;
import dev.muster.dev.simulation.World.Sabotage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// All coordinators, and who of them has which part. Kills, freezes and replaces them. Owned by the simulation's thread.
final class Coordinators {
    /// After which one that says nothing is taken for dead.
    private static final long SESSION = 6_000;

    private final World world;
    private final Log log;
    private final Consumer<Sent> onCommitted;
    private final List<Part> parts = Part.all();
    private final List<Coordinator> all = new ArrayList<>();
    private final Map<String, byte[]> entries = new HashMap<>();
    private int oneStrikeIn;
    private int started;

    /// @param onCommitted told every record that a transaction has sent
    Coordinators(World world, Consumer<Sent> onCommitted) {
        this.world = world;
        this.onCommitted = onCommitted;
        this.log = new Log(this::appended);
    }

    void start(int count) {
        for (int number = 0; number < count; number++) {
            startOne();
        }
        assign();
    }

    /// @param steps between so many steps one is struck, on average
    void strikeOneIn(int steps) {
        oneStrikeIn = steps;
    }

    private void startOne() {
        all.add(new Coordinator("c" + ++started, this));
    }

    Schedule schedule() {
        return world.schedule();
    }

    Dice dice() {
        return world.dice();
    }

    Log log() {
        return log;
    }

    Map<String, byte[]> entries() {
        return entries;
    }

    void tell(String fault) {
        world.fault(fault);
    }

    boolean isFenced(Part part, int epoch) {
        return part.isFenced(epoch) && !world.has(Sabotage.NO_FENCING);
    }

    /// By how much the clock of timers is fast.
    long clockIsFastBy() {
        return world.has(Sabotage.EARLY_TIMERS) ? 3_000 : 0;
    }

    boolean leaksRows() {
        return world.has(Sabotage.LEAKED_ROWS);
    }

    boolean losesInput() {
        return world.has(Sabotage.LOST_INPUT);
    }

    private void appended(String topic, int partition) {
        for (var part : parts) {
            var owner = part.owner();
            if (owner != null && part.reads(topic, partition)) {
                owner.wake(dice().from(1, 8));
            }
        }
    }

    void committed(List<Sent> sent) {
        sent.forEach(onCommitted);
    }

    void aborted(List<Sent> sent) {
        if (world.has(Sabotage.DIRTY_READS)) {
            sent.forEach(onCommitted);
        }
    }

    /// An agent's entry is in its topic.
    void enter(String agent, byte[] entry) {
        entries.put(agent, entry);
        for (var coordinator : all) {
            schedule().after(dice().from(1, 50), () -> coordinator.enter(agent));
        }
    }

    void sawEmpty(String agent) {
        all.forEach(coordinator -> coordinator.sawEmpty(agent, world.now()));
    }

    /// Between two steps of a coordinator: now and then the worst happens.
    void strike(Coordinator coordinator) {
        if (oneStrikeIn == 0 || !dice().oneIn(oneStrikeIn)) {
            return;
        }
        switch (dice().below(6)) {
            case 0 -> kill(coordinator);
            case 1 -> freeze(coordinator);
            case 2 -> move(coordinator);
            default -> {
                tell(coordinator.name() + " has its transaction aborted");
                coordinator.abort();
            }
        }
    }

    private void kill(Coordinator coordinator) {
        tell(coordinator.name() + " is killed");
        coordinator.die();
        all.remove(coordinator);
        schedule().after(SESSION, this::assign);
        schedule().after(dice().from(500, 20_000), () -> {
            startOne();
            assign();
        });
    }

    private void freeze(Coordinator coordinator) {
        tell(coordinator.name() + " is frozen");
        coordinator.freeze();
        schedule().after(SESSION, () -> {
            if (coordinator.isFrozen()) {
                takeFrom(coordinator);
            }
        });
        schedule().after(dice().from(1_000, 20_000), () -> {
            if (coordinator.isFrozen()) {
                tell(coordinator.name() + " goes on");
                coordinator.thaw();
                schedule().after(SESSION / 2, this::assign);
            }
        });
    }

    /// If there is somebody else; otherwise nobody misses it.
    private void takeFrom(Coordinator coordinator) {
        if (all.stream().anyMatch(Coordinator::works)) {
            parts.stream().filter(part -> part.owner() == coordinator).forEach(part -> part.assign(null));
            assign();
        }
    }

    /// One of its parts goes to another, in good order.
    private void move(Coordinator coordinator) {
        var held = parts.stream().filter(part -> part.owner() == coordinator).toList();
        var others = all.stream().filter(other -> other.works() && other != coordinator).toList();
        if (!held.isEmpty() && !others.isEmpty()) {
            var part = dice().of(held);
            var to = dice().of(others);
            if (coordinator.close(part)) {
                tell("a part of " + coordinator.name() + " moves to " + to.name());
                to.open(part, part.assign(to));
            }
        }
    }

    /// Who has died has nothing any more, and what nobody has goes to somebody.
    private void assign() {
        var working = all.stream().filter(Coordinator::works).toList();
        for (var part : parts) {
            var owner = part.owner();
            if (!working.isEmpty() && (owner == null || !owner.isAlive())) {
                var to = dice().of(working);
                to.open(part, part.assign(to));
            }
        }
    }

    /// Nobody is struck any more, and all go on.
    void heal() {
        oneStrikeIn = 0;
        all.forEach(Coordinator::thaw);
    }

    /// Whether everything that is in the topics is processed.
    boolean isQuiet() {
        return parts.stream().allMatch(part -> part.topics().stream().allMatch(
                topic -> part.position(topic) == log.partition(topic, part.partition()).size()));
    }

    /// Who holds a permit or waits for one, as it is committed.
    List<String> atGates() {
        return parts.stream().flatMap(part -> part.atGates().stream()).toList();
    }

    List<Part> parts() {
        return parts;
    }
}
