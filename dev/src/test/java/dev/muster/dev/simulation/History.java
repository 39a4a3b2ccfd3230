package dev.muster.dev.simulation;

import dev.muster.common.wire.WireFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What could be seen of a fleet from outside, in its order: what clients ordered, what is in the topics, what the agents
/// did, and what was done to the fleet. Owned by the simulation's thread.
final class History {
    private final List<Fact> facts = new ArrayList<>();

    /// Something that was seen.
    sealed interface Fact {
        long at();
    }

    /// An attempt at a task.
    record Attempt(String workflow, String task, int number) {
        @Override
        public String toString() {
            return workflow + "/" + task + "#" + number;
        }
    }

    /// A client's submission is in the log: it is accepted.
    record Submitted(long at, String workflow, Shape shape) implements Fact {}

    /// A client's order is in the log.
    record Ordered(long at, String workflow, String what) implements Fact {}

    /// On the topic of events.
    /// @param event its attributes
    record Told(long at, Event event, String workflow, @Nullable String task, String data) implements Fact {
        String type() {
            return event.type();
        }

        JsonNode json() {
            return WireFormat.MAPPER.readTree(data);
        }
    }

    /// @param type without `dev.muster.`
    /// @param decided when, as it says itself
    record Event(String id, String type, long decided) {}

    /// On a topic of tasks.
    record Published(long at, String agent, Attempt attempt, boolean compensates) implements Fact {}

    /// On the topic of reports.
    /// @param word such as `Succeeded`
    record Reported(long at, Attempt attempt, String word, String worker) implements Fact {
        boolean isLast() {
            return word.equals("Succeeded") || word.equals("Failed") || word.equals("Lost");
        }
    }

    /// On the topic of gates: a permit is given back.
    record Returned(long at, String agent, Attempt attempt) implements Fact {}

    /// On the topic of agents: from now on this limit holds.
    record Limited(long at, String agent, @Nullable Integer limit) implements Fact {}

    /// An agent's own record: it has begun.
    /// @param worker as whom the process reports
    /// @param heeds whether it stops when it is told to
    record Began(long at, String process, String worker, Attempt attempt, boolean heeds) implements Fact {}

    /// @param done its side effect is there
    record Ended(long at, String process, Attempt attempt, boolean done) implements Fact {}

    /// A worker's process is no more.
    record Died(long at, String process) implements Fact {}

    /// A worker's process is frozen.
    record Froze(long at, String process) implements Fact {}

    /// What else was done to the fleet.
    record Fault(long at, String what) implements Fact {}

    /// From now on nothing fails any more, but the agent that is held back gets nothing done.
    record Healed(long at, String heldBack) implements Fact {}

    /// That agent may go on.
    record LetGo(long at, String agent) implements Fact {}

    void add(Fact fact) {
        facts.add(fact);
    }

    List<Fact> facts() {
        return facts;
    }

    /// The attempt at the task that was published last.
    int latest(String workflow, String task, int atLeast) {
        return facts.stream()
                .flatMap(fact -> fact instanceof Published it ? Stream.of(it.attempt()) : Stream.of())
                .filter(attempt -> attempt.workflow().equals(workflow) && attempt.task().equals(task))
                .mapToInt(Attempt::number).reduce(atLeast, Math::max);
    }

    /// Every fact on a line of its own.
    String trace() {
        var lines = new StringJoiner("\n");
        for (var fact : facts) {
            lines.add(Instant.ofEpochMilli(fact.at()).toString().substring(11) + " " + words(fact));
        }
        return lines.toString();
    }

    private static String words(Fact fact) {
        return switch (fact) {
            case Submitted it -> "client   submits " + it.workflow() + " " + it.shape().text();
            case Ordered it -> "client   " + it.workflow() + " " + it.what();
            case Told it -> "event    " + it.type() + " " + it.data();
            case Published it ->
                "task     " + it.agent() + " " + it.attempt() + (it.compensates() ? " compensates" : "");
            case Reported it -> "report   " + it.attempt() + " " + it.word() + " " + it.worker();
            case Returned it -> "gate     " + it.agent() + " has " + it.attempt() + " back";
            case Limited it -> "gate     " + it.agent() + " has limit " + it.limit();
            case Began it -> "agent    " + it.process() + " begins " + it.attempt();
            case Ended it ->
                "agent    " + it.process() + " ends " + it.attempt() + (it.done() ? ", done" : "");
            case Died it -> "FAULT    " + it.process() + " dies";
            case Froze it -> "FAULT    " + it.process() + " is frozen";
            case Fault it -> "FAULT    " + it.what();
            case Healed it -> "-------- no more faults; " + it.heldBack() + " is held back";
            case LetGo it -> "-------- " + it.agent() + " may go on";
        };
    }
}
