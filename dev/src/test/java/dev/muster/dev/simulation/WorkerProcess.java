package dev.muster.dev.simulation;

import dev.muster.common.Json;
import dev.muster.common.wire.ControlRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.WorkerRecord;
import dev.muster.dev.simulation.History.Attempt;
import dev.muster.worker.SimulatedWorker;
import dev.muster.worker.SimulatedWorker.Deed;
import dev.muster.worker.SimulatedWorker.Taken;
import dev.muster.worker.lease.AttemptKey;
import java.util.ArrayList;
import java.util.List;

/// A worker's process, with its way to the brokers: it lives, is frozen, or is dead. Owned by the simulation's thread.
final class WorkerProcess implements SimulatedWorker.World {
    private final World world;
    private final Workers fleet;
    private final String name;
    private final SimulatedWorker worker;
    private final List<Runnable> putOff = new ArrayList<>();
    private boolean isAlive = true;
    private boolean isFrozen;
    private long heardUntil;

    /// @param name of the process; the worker's own may have been another's before
    WorkerProcess(World world, Workers fleet, String name, String worker, int slots) {
        this.world = world;
        this.fleet = fleet;
        this.name = name;
        this.worker = new SimulatedWorker(worker, Shape.AGENTS, slots, this);
        this.worker.start();
    }

    String name() {
        return name;
    }

    String worker() {
        return worker.id();
    }

    boolean isAlive() {
        return isAlive;
    }

    boolean isFrozen() {
        return isFrozen;
    }

    boolean isIdle() {
        return worker.isIdle();
    }

    int free(String agent) {
        return isAlive && !isFrozen ? worker.free(agent) : 0;
    }

    void take(String agent, Taken taken) {
        worker.take(agent, taken);
    }

    void die() {
        isAlive = false;
        world.history().add(new History.Died(now(), name));
    }

    void freeze() {
        isFrozen = true;
        world.history().add(new History.Froze(now(), name));
    }

    /// It does at once what it would have done meanwhile, in that order.
    void thaw() {
        if (isFrozen) {
            isFrozen = false;
            world.fault(name + " goes on");
            var late = List.copyOf(putOff);
            putOff.clear();
            late.forEach(this::live);
        }
    }

    private void live(Runnable what) {
        if (isFrozen) {
            putOff.add(what);
        } else if (isAlive) {
            what.run();
        }
    }

    /// What a coordinator says to all workers reaches each in its order.
    void hear(ControlRecord said) {
        heardUntil = Math.max(heardUntil, now() + world.dice().from(1, 30));
        after(heardUntil - now(), () -> worker.hear(said));
    }

    @Override
    public long now() {
        return world.now();
    }

    @Override
    public void after(long millis, Runnable what) {
        world.schedule().after(millis, () -> live(what));
    }

    @Override
    public void report(String workflow, ReportRecord report, Runnable durable) {
        world.schedule().after(fleet.delay(), () -> {
            // What a process sent before it died may be on its way still, or never have left it.
            if (!isAlive && world.dice().oneIn(2)) {
                return;
            }
            fleet.reported(workflow, report);
            after(world.dice().from(1, 5), durable);
        });
    }

    @Override
    public void beat(WorkerRecord.Heartbeat heartbeat, Runnable durable) {
        world.schedule().after(fleet.delay(), () -> {
            if (isAlive) {
                fleet.beaten(worker.id(), heartbeat);
                after(world.dice().from(1, 5), durable);
            }
        });
    }

    @Override
    public Deed begin(AttemptKey key, boolean compensates) {
        var attempt = new Attempt(key.workflow(), key.task(), key.attempt());
        var deed = fleet.deed(new Json("{\"attempt\":" + key.attempt() + "}"));
        world.history().add(new History.Began(now(), name, worker.id(), attempt, deed.heeds()));
        fleet.mayKill(this, deed.millis());
        return deed;
    }

    @Override
    public void ended(AttemptKey key, boolean done) {
        var attempt = new Attempt(key.workflow(), key.task(), key.attempt());
        world.history().add(new History.Ended(now(), name, attempt, done));
    }
}
