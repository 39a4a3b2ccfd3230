package dev.muster.dev.simulation;

import dev.muster.common.Json;
import dev.muster.common.wire.ControlRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.WireRecord;
import dev.muster.common.wire.WorkerRecord;
import dev.muster.worker.SimulatedWorker.Deed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// All workers and what they share: the topics of tasks, the network, and bad luck. Owned by the simulation's thread.
final class Workers {
    private final World world;
    private final Producer producer;
    private final List<WorkerProcess> processes = new ArrayList<>();
    private final Map<String, ShareGroup> groups = new LinkedHashMap<>();
    private final Luck luck;
    private boolean isHealed;
    private int started;

    /// Where to workers write.
    interface Producer {
        void append(String topic, String key, WireRecord value);
    }

    /// How often what happens, once in so many times each: another for every fleet, as faults that are rare everywhere
    /// seldom meet.
    /// @param strike a process is struck while it handles something
    /// @param freeze one that is struck is frozen, and not killed
    /// @param delay a record is long on its way
    /// @param toil a handler takes long
    private record Luck(int strike, int freeze, int delay, int toil) {
        static Luck any(Dice dice) {
            return new Luck(dice.from(3, 20), dice.from(1, 5), dice.from(5, 60), dice.from(2, 12));
        }
    }

    Workers(World world, Producer producer) {
        this.world = world;
        this.producer = producer;
        this.luck = Luck.any(world.dice());
        Shape.AGENTS.forEach(agent -> groups.put(agent, new ShareGroup(world, agent, processes)));
    }

    void start(int count) {
        for (int number = 1; number <= count; number++) {
            start("w" + number);
        }
    }

    private void start(String worker) {
        processes.add(new WorkerProcess(world, this, "p" + ++started, worker, world.dice().from(1, 5)));
    }

    ShareGroup group(String agent) {
        return Objects.requireNonNull(groups.get(agent), agent);
    }

    void hear(ControlRecord said) {
        processes.forEach(process -> process.hear(said));
    }

    /// How long a record is on its way.
    long delay() {
        return !isHealed && world.dice().oneIn(luck.delay())
                ? world.dice().from(500, 12_000)
                : world.dice().from(1, 10);
    }

    void reported(String workflow, ReportRecord report) {
        producer.append(Log.TOPICS.reports(), workflow, report);
        if (!isHealed && world.dice().oneIn(20)) {
            world.schedule().after(delay(), () -> producer.append(Log.TOPICS.reports(), workflow, report));
        }
    }

    void beaten(String worker, WorkerRecord.Heartbeat heartbeat) {
        producer.append(Log.TOPICS.workers(), worker, heartbeat);
    }

    Deed deed(Json output) {
        var dice = world.dice();
        if (isHealed) {
            return new Deed(dice.from(10, 300), output, true, true);
        }
        var millis = !dice.oneIn(luck.toil())
                ? dice.from(10, 500)
                : dice.oneIn(2) ? dice.from(1_000, 8_000) : dice.from(8_000, 45_000);
        return new Deed(millis, dice.oneIn(5) ? null : output, !dice.oneIn(4), !dice.oneIn(4));
    }

    /// Before the side effect, or after it and before its report.
    void mayKill(WorkerProcess process, long millis) {
        if (!isHealed && world.dice().oneIn(luck.strike())) {
            var isAfter = world.dice().oneIn(2);
            var at = isAfter ? millis + 1 : world.dice().below((int) millis);
            world.schedule().after(at, () -> strike(process));
        }
    }

    private void strike(WorkerProcess process) {
        if (isHealed || !process.isAlive() || process.isFrozen()) {
            return;
        }
        if (world.dice().oneIn(luck.freeze())) {
            process.freeze();
            world.schedule().after(world.dice().from(500, 45_000), process::thaw);
            return;
        }
        process.die();
        processes.remove(process);
        groups.values().forEach(group -> group.died(process));
        // Under the same name, or under another.
        var next = world.dice().oneIn(2) ? process.worker() : process.worker() + "x";
        world.schedule().after(world.dice().from(500, 15_000), () -> start(next));
    }

    void heal() {
        isHealed = true;
        processes.forEach(WorkerProcess::thaw);
    }

    /// Whether there is nothing to do.
    boolean isQuiet() {
        return groups.values().stream().allMatch(ShareGroup::isEmpty)
                && processes.stream().allMatch(WorkerProcess::isIdle);
    }

    /// The agents of which everything is taken and acknowledged.
    List<String> emptied() {
        return groups.entrySet().stream().filter(group -> group.getValue().isEmpty()).map(Map.Entry::getKey)
                .toList();
    }
}
