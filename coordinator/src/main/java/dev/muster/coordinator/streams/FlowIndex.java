package dev.muster.coordinator.streams;

import dev.muster.coordinator.gate.FlowRow;
import dev.muster.coordinator.gate.Level;
import dev.muster.coordinator.gate.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One gate's flows in the order in which they are served. In memory: a store would have to step over the remains of all
/// flows served before. Flows without requests are nowhere else; when a partition is opened they are forgotten, and
/// begin like new ones. Owned by the stream thread.
final class FlowIndex {
    private static final int AT_ONCE = 100;
    private static final Comparator<FlowRow> BY_TAG = Comparator.comparingLong(FlowRow::tag)
            .thenComparing(row -> row.flow().key());

    private final Map<Place.Flow, FlowRow> rows = new HashMap<>();
    private final TreeSet<FlowRow> inLine = new TreeSet<>(
            Comparator.<FlowRow>comparingInt(row -> row.flow().priority()).reversed().thenComparing(BY_TAG));
    private final Map<Integer, Set<FlowRow>> idle = new HashMap<>();
    private final Map<Integer, Level> levels = new HashMap<>();

    @Nullable
    FlowRow row(Place.Flow flow) {
        return rows.get(flow);
    }

    /// @param before what the row was; null if it is new
    void put(@Nullable FlowRow before, FlowRow row) {
        if (before != null) {
            drop(before);
        }
        rows.put(row.flow(), row);
        (row.waiting() > 0 ? inLine : idle(row)).add(row);
    }

    void remove(FlowRow row) {
        rows.remove(row.flow());
        drop(row);
    }

    @Nullable
    FlowRow first() {
        return inLine.isEmpty() ? null : inLine.first();
    }

    List<FlowRow> idle(int priority, long upToTag) {
        var found = new ArrayList<FlowRow>();
        for (var row : idle.getOrDefault(priority, Set.of())) {
            if (row.tag() > upToTag || found.size() == AT_ONCE) {
                break;
            }
            found.add(row);
        }
        return found;
    }

    Level level(int priority) {
        return levels.getOrDefault(priority, new Level(priority, 0, 0));
    }

    void put(Level level) {
        levels.put(level.priority(), level);
    }

    private void drop(FlowRow row) {
        if (!inLine.remove(row)) {
            var others = idle(row);
            others.remove(row);
            if (others.isEmpty()) {
                idle.remove(row.flow().priority());
            }
        }
    }

    private Set<FlowRow> idle(FlowRow row) {
        return idle.computeIfAbsent(row.flow().priority(), priority -> new TreeSet<>(BY_TAG));
    }
}
