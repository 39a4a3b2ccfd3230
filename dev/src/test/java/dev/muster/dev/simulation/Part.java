package dev.muster.dev.simulation;

import dev.muster.coordinator.streams.SimulatedPart;
import dev.muster.coordinator.streams.SimulatedPart.Kind;
import dev.muster.coordinator.streams.SimulatedPart.Source;
import dev.muster.coordinator.streams.SimulatedPart.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/// One partition of a part of the coordinator as the brokers know it: what is committed of it, and whose it is. Owned by
/// the simulation's thread.
final class Part {
    private final Kind kind;
    private final int partition;
    private final List<String> topics;
    private final Stored stored = new Stored();
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<Step> journal = new ArrayList<>();
    private @Nullable Coordinator owner;
    private int epoch;
    private int sent;

    /// What was given to the part: all that it does follows from that.
    sealed interface Step {
        record Opened(Map<String, byte[]> agents, long at) implements Step {}

        record Took(Source source, Log.Entry entry, long at) implements Step {}

        record Looked(long at) implements Step {}

        record Entered(String agent, Bytes entry) implements Step {}

        record SawEmpty(String agent, long at) implements Step {}
    }

    Part(Kind kind, int partition, List<String> topics) {
        this.kind = kind;
        this.partition = partition;
        this.topics = topics;
    }

    static List<Part> all() {
        var parts = new ArrayList<Part>();
        for (int partition = 0; partition < Log.PARTITIONS; partition++) {
            parts.add(new Part(Kind.WORKFLOWS, partition,
                    List.of(Log.TOPICS.commands(), Log.TOPICS.reports())));
        }
        parts.add(new Part(Kind.GATES, 0, List.of(Log.TOPICS.gates())));
        parts.add(new Part(Kind.LIVENESS, 0, List.of(Log.TOPICS.workers())));
        return parts;
    }

    boolean reads(String topic, int number) {
        return partition == number && topics.contains(topic);
    }

    int partition() {
        return partition;
    }

    List<String> topics() {
        return topics;
    }

    @Nullable
    Coordinator owner() {
        return owner;
    }

    /// Gives it to a coordinator, or to none. Whoever had it before is fenced off from now on.
    /// @return the epoch in which it is the new owner's
    int assign(@Nullable Coordinator to) {
        owner = to;
        return ++epoch;
    }

    boolean isFenced(int ownersEpoch) {
        return ownersEpoch != epoch;
    }

    int position(String topic) {
        return positions.getOrDefault(topic, 0);
    }

    SimulatedPart open(Map<String, byte[]> agents, long at) {
        return new SimulatedPart(kind, partition, stored, agents, at);
    }

    /// @param sentBy how many records it sent in these steps
    void commit(Map<String, Integer> newPositions, List<Step> steps, int sentBy) {
        positions.putAll(newPositions);
        journal.addAll(steps);
        sent += sentBy;
    }

    List<String> atGates() {
        return stored.atGates();
    }

    /// P10: what was committed, given once more to a part that begins with nothing, makes the same state and as many
    /// records.
    /// @return what differs; null if nothing does
    @Nullable
    String replay() {
        var again = new Stored();
        @Nullable
        SimulatedPart part = null;
        var sentAgain = 0;
        for (var step : journal) {
            if (part != null && step instanceof Step.Opened) {
                part.commit();
            }
            part = replay(step, part, again);
            sentAgain += part.takeSent().size();
        }
        if (part != null) {
            part.commit();
        }
        if (sent != sentAgain) {
            return kind + " sent " + sent + " records, and " + sentAgain + " when it was replayed";
        }
        return again.isSame(stored) ? null : kind + " has other rows when it is replayed";
    }

    private SimulatedPart replay(Step step, @Nullable SimulatedPart open, Stored into) {
        if (step instanceof Step.Opened(var agents, var at)) {
            return new SimulatedPart(kind, partition, into, agents, at);
        }
        var part = Objects.requireNonNull(open, "a part is opened first");
        give(part, step);
        return part;
    }

    static void give(SimulatedPart part, Step step) {
        switch (step) {
            case Step.Opened opened -> throw new IllegalStateException("it is open");
            case Step.Took(var source, var entry, var at) ->
                part.take(source, entry.key(), entry.value().get(), at);
            case Step.Looked(var at) -> part.look(at);
            case Step.Entered(var agent, var entry) -> part.enter(agent, entry.get());
            case Step.SawEmpty(var agent, var at) -> part.seenEmpty(agent, at);
        }
    }
}
