package dev.muster.dev.simulation;

import dev.muster.coordinator.streams.SimulatedPart;
import dev.muster.coordinator.streams.SimulatedPart.Sent;
import dev.muster.coordinator.streams.SimulatedPart.Source;
import dev.muster.dev.simulation.Part.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/// A coordinator's one stream thread: the parts that it has, and one transaction at a time over all of them. Owned by the
/// simulation's thread.
final class Coordinator {
    private static final long LOOK_INTERVAL = 1_000;

    private final String name;
    private final Coordinators fleet;
    private final Map<Part, Holding> holdings = new LinkedHashMap<>();
    private List<Sent> sent = new ArrayList<>();
    private boolean isAlive = true;
    private boolean isFrozen;
    private long wakesAt = Long.MAX_VALUE;

    /// A part as this coordinator has it: with what it has done to it since the last commit.
    private static final class Holding {
        private final SimulatedPart part;
        private final int epoch;
        private final Map<String, Integer> positions = new HashMap<>();
        private final List<Step> steps = new ArrayList<>();
        private int sent;

        Holding(SimulatedPart part, int epoch) {
            this.part = part;
            this.epoch = epoch;
        }
    }

    Coordinator(String name, Coordinators fleet) {
        this.name = name;
        this.fleet = fleet;
        lookAgain();
    }

    private void lookAgain() {
        fleet.schedule().after(LOOK_INTERVAL, () -> {
            if (isAlive) {
                run();
                lookAgain();
            }
        });
    }

    String name() {
        return name;
    }

    boolean works() {
        return isAlive && !isFrozen;
    }

    boolean isAlive() {
        return isAlive;
    }

    boolean isFrozen() {
        return isFrozen;
    }

    void open(Part part, int epoch) {
        if (holdings.containsKey(part)) {
            // It was another's meanwhile.
            abort();
        }
        var at = fleet.schedule().now();
        var agents = Map.copyOf(fleet.entries());
        var holding = new Holding(part.open(agents, at), epoch);
        holding.steps.add(new Step.Opened(agents, at));
        holdings.put(part, holding);
        wake(1);
    }

    /// Whether the part is given up in good order, by a commit.
    boolean close(Part part) {
        commit();
        return holdings.remove(part) != null;
    }

    void die() {
        isAlive = false;
    }

    void freeze() {
        isFrozen = true;
    }

    void thaw() {
        isFrozen = false;
        wakesAt = Long.MAX_VALUE;
        wake(1);
    }

    /// It has something to do by then.
    void wake(long delay) {
        var at = fleet.schedule().now() + delay;
        if (at < wakesAt) {
            wakesAt = at;
            fleet.schedule().after(delay, () -> {
                if (wakesAt == at) {
                    wakesAt = Long.MAX_VALUE;
                    run();
                }
            });
        }
    }

    private void run() {
        for (int left = fleet.dice().from(1, 6); left > 0 && works() && takeOne(); left--) {
            fleet.strike(this);
        }
        if (!works()) {
            return;
        }
        var now = fleet.schedule().now() + fleet.clockIsFastBy();
        holdings.values().forEach(holding -> give(holding, new Step.Looked(now)));
        fleet.strike(this);
        if (!works()) {
            return;
        }
        if (fleet.dice().oneIn(5)) {
            fleet.schedule().after(fleet.dice().below(30), this::commit);
        } else {
            commit();
        }
        wakeForMore();
    }

    private void wakeForMore() {
        var now = fleet.schedule().now();
        var due = Long.MAX_VALUE;
        for (var held : holdings.entrySet()) {
            due = Math.min(due, held.getValue().part.nextDue());
            if (!waiting(held.getKey(), held.getValue()).isEmpty()) {
                due = now;
            }
        }
        if (due != Long.MAX_VALUE) {
            wake(Math.max(0, due - now) + fleet.dice().from(1, 10));
        }
    }

    /// Takes one record of those that are there.
    private boolean takeOne() {
        var ready = new ArrayList<Runnable>();
        holdings.forEach((part, holding) -> waiting(part, holding)
                .forEach(topic -> ready.add(() -> take(part, holding, topic))));
        if (ready.isEmpty()) {
            return false;
        }
        fleet.dice().of(ready).run();
        return true;
    }

    private List<String> waiting(Part part, Holding holding) {
        return part.topics().stream().filter(topic -> position(part, holding, topic) < fleet.log()
                .partition(topic, part.partition()).size()).toList();
    }

    private static int position(Part part, Holding holding, String topic) {
        var own = holding.positions.get(topic);
        return own == null ? part.position(topic) : own;
    }

    private void take(Part part, Holding holding, String topic) {
        var position = position(part, holding, topic);
        holding.positions.put(topic, position + 1);
        give(holding, new Step.Took(new Source(topic, part.partition(), position),
                fleet.log().partition(topic, part.partition()).get(position), fleet.schedule().now()));
    }

    private void give(Holding holding, Step step) {
        holding.steps.add(step);
        Part.give(holding.part, step);
        var more = holding.part.takeSent();
        holding.sent += more.size();
        sent.addAll(more);
    }

    /// The global table has another entry of an agent.
    void enter(String agent) {
        var entry = fleet.entries().get(agent);
        if (works() && entry != null) {
            holdings.values().forEach(holding -> give(holding, new Step.Entered(agent, Bytes.wrap(entry))));
        }
    }

    void sawEmpty(String agent, long at) {
        if (works()) {
            holdings.values().forEach(holding -> give(holding, new Step.SawEmpty(agent, at)));
        }
    }

    /// What was done since the last commit counts, unless somebody else has one of the parts by now.
    void commit() {
        if (!works()) {
            return;
        }
        if (holdings.entrySet().stream()
                .anyMatch(held -> fleet.isFenced(held.getKey(), held.getValue().epoch))) {
            fleet.tell(name + " is fenced off");
            abort();
            return;
        }
        holdings.forEach((part, holding) -> {
            holding.part.commit();
            part.commit(holding.positions, holding.steps, holding.sent);
            holding.positions.clear();
            holding.steps.clear();
            holding.sent = 0;
        });
        var committed = sent;
        sent = new ArrayList<>();
        fleet.committed(committed);
    }

    /// What was done since the last commit is lost. What is still this one's is opened anew, as it was committed.
    void abort() {
        fleet.aborted(sent);
        sent = new ArrayList<>();
        var held = new LinkedHashMap<>(holdings);
        holdings.clear();
        held.forEach((part, holding) -> {
            if (fleet.leaksRows()) {
                holding.part.commit();
            }
            if (fleet.losesInput()) {
                part.commit(holding.positions, List.of(), 0);
            }
            if (!part.isFenced(holding.epoch)) {
                open(part, holding.epoch);
            }
        });
    }
}
