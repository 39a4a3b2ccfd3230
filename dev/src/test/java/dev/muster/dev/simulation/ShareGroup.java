package dev.muster.dev.simulation;

import dev.muster.common.wire.TaskRecord;
import dev.muster.common.wire.WireFormat;
import dev.muster.worker.SimulatedWorker.Taken;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/// The tasks of one agent type and the workers that share them: each record is locked by whoever has it, until it is
/// acknowledged, its lock runs out or its holder is gone; and then it is delivered again. Owned by the simulation's thread.
final class ShareGroup {
    private static final long LOCK = 30_000;
    private static final long POLL = 50;
    private static final long SESSION = 2_200;

    private final World world;
    private final String agent;
    private final List<WorkerProcess> processes;
    private final List<Item> items = new ArrayList<>();
    private boolean isDealing;

    private static final class Item {
        private final String workflow;
        private final Bytes task;
        private @Nullable WorkerProcess holder;
        private int count;

        Item(String workflow, Bytes task) {
            this.workflow = workflow;
            this.task = task;
        }
    }

    /// @param processes that take the agent's tasks, as they come and go
    ShareGroup(World world, String agent, List<WorkerProcess> processes) {
        this.world = world;
        this.agent = agent;
        this.processes = processes;
    }

    void publish(String workflow, TaskRecord task) {
        items.add(new Item(workflow, Bytes.wrap(WireFormat.bytes(task))));
        deal(world.dice().from(1, 2 * (int) POLL));
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    private void deal(long delay) {
        if (!isDealing) {
            isDealing = true;
            world.schedule().after(delay, () -> {
                isDealing = false;
                deal();
            });
        }
    }

    /// Gives what is there to those who would take it; in its order, more or less.
    private void deal() {
        var waiting = new ArrayList<>(items.stream().filter(item -> item.holder == null).toList());
        while (!waiting.isEmpty()) {
            var takers = processes.stream().filter(process -> process.free(agent) > 0).toList();
            if (takers.isEmpty()) {
                deal(10 * POLL);
                return;
            }
            var next = world.dice().oneIn(4) ? world.dice().below(waiting.size()) : 0;
            deliver(waiting.remove(next), world.dice().of(takers));
        }
    }

    private void deliver(Item item, WorkerProcess to) {
        item.holder = to;
        var count = ++item.count;
        world.schedule().after(LOCK, () -> giveBack(item, count));
        to.take(agent, new Taken(item.workflow, item.task, count, () -> accept(item, count),
                () -> giveBack(item, count)));
    }

    /// Nobody can acknowledge what was delivered again since. Now and then the word is lost.
    private void accept(Item item, int count) {
        if (item.count == count && !world.dice().oneIn(50)) {
            items.remove(item);
        }
    }

    private void giveBack(Item item, int count) {
        if (item.count == count && item.holder != null) {
            item.holder = null;
            deal(world.dice().from(1, (int) POLL));
        }
    }

    /// The broker misses a worker soon after its death.
    void died(WorkerProcess process) {
        world.schedule().after(SESSION, () -> {
            for (var item : items) {
                if (item.holder == process) {
                    giveBack(item, item.count);
                }
            }
        });
    }
}
