package dev.muster.coordinator.gate;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One gate's rows in plain maps, searched from end to end: slow, and too simple to be wrong.
public final class InMemoryGateRows implements GateRows {
    private final Map<Holder, Place> places = new HashMap<>();
    private final Map<Place.Flow, FlowRow> flows = new HashMap<>();
    private final Map<Integer, Level> levels = new HashMap<>();
    private GateRow gate = GateRow.NEW;

    @Override
    public GateRow gate() {
        return gate;
    }

    @Override
    public void put(GateRow row) {
        gate = row;
    }

    @Override
    public @Nullable Place place(Holder holder) {
        return places.get(holder);
    }

    @Override
    public void put(Place.Held held) {
        places.put(held.holder(), held);
    }

    @Override
    public void put(Place.Waiting waiting) {
        places.put(waiting.holder(), waiting);
    }

    @Override
    public void remove(Place place) {
        places.remove(place.holder());
    }

    @Override
    public @Nullable FlowRow flow(Place.Flow flow) {
        return flows.get(flow);
    }

    @Override
    public void put(@Nullable FlowRow before, FlowRow row) {
        flows.put(row.flow(), row);
    }

    @Override
    public void remove(FlowRow row) {
        flows.remove(row.flow());
    }

    @Override
    public @Nullable FlowRow firstFlow() {
        return flows.values().stream().filter(row -> row.waiting() > 0)
                .min(Comparator.<FlowRow>comparingInt(row -> -row.flow().priority())
                        .thenComparingLong(FlowRow::tag).thenComparing(row -> row.flow().key()))
                .orElse(null);
    }

    @Override
    public Place.Waiting firstOf(Place.Flow flow) {
        return waiting().stream().filter(place -> place.flow().equals(flow))
                .min(Comparator.comparingLong(Place.Waiting::ticket)).orElseThrow();
    }

    @Override
    public List<FlowRow> idleFlows(int priority, long upToTag) {
        return flows.values().stream().filter(row -> row.waiting() == 0 && row.flow().priority() == priority
                && row.tag() <= upToTag).toList();
    }

    @Override
    public Level level(int priority) {
        return levels.getOrDefault(priority, new Level(priority, 0, 0));
    }

    @Override
    public void put(Level level) {
        levels.put(level.priority(), level);
    }

    public List<Holder> holders() {
        return places.values().stream().filter(Place.Held.class::isInstance).map(Place::holder).toList();
    }

    /// @throws AssertionError unless the counts are those of the rows
    public void check() {
        same("held", gate.held(), holders().size());
        same("waiting", gate.waiting(), waiting().size());
        flows.values().forEach(row -> same("waiting in " + row.flow(), row.waiting(),
                waiting().stream().filter(place -> place.flow().equals(row.flow())).count()));
        waiting().forEach(place -> Objects.requireNonNull(flows.get(place.flow()), "who waits is in a flow"));
        levels.values().forEach(level -> same("flows of priority " + level.priority(), level.flows(),
                flows.values().stream()
                        .filter(row -> row.waiting() > 0 && row.flow().priority() == level.priority())
                        .count()));
    }

    private List<Place.Waiting> waiting() {
        return places.values().stream().flatMap(
                place -> place instanceof Place.Waiting waiting ? List.of(waiting).stream() : null).toList();
    }

    private static void same(String what, long counted, long found) {
        if (counted != found) {
            throw new AssertionError(what + ": counted " + counted + ", the rows say " + found);
        }
    }

    @Override
    public String toString() {
        return gate + " " + places + " " + flows + " " + levels;
    }
}
