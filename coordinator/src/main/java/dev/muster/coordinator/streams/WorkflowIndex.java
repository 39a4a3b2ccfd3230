package dev.muster.coordinator.streams;

import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.core.WorkflowState;
import dev.muster.coordinator.port.WorkflowFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the workflows of one partition by state, name and tag. It holds ids in memory, some 200 bytes for a workflow that is
/// kept, so that it costs no row; what it finds is yet to be held against the rows. Written by the stream thread, read
/// by any.
final class WorkflowIndex {
    private final Map<Mark, Marked> marked = new ConcurrentHashMap<>();
    private volatile boolean isComplete;

    /// What workflows can be found by.
    private sealed interface Mark {
        record State(WorkflowState state) implements Mark {}

        record Name(String name) implements Mark {}

        record Tag(String tag) implements Mark {}
    }

    /// The ids of the workflows with a mark.
    private static final class Marked {
        private final NavigableSet<String> ids = new ConcurrentSkipListSet<>();
        /// The set would count itself each time.
        private final AtomicInteger size = new AtomicInteger();

        void add(String id) {
            if (ids.add(id)) {
                size.incrementAndGet();
            }
        }

        void remove(String id) {
            if (ids.remove(id)) {
                size.decrementAndGet();
            }
        }
    }

    void add(Header header, Origin origin) {
        var id = header.id().value();
        mark(new Mark.State(header.state()), id);
        mark(new Mark.Name(origin.name()), id);
        origin.tags().forEach(tag -> mark(new Mark.Tag(tag), id));
    }

    /// @param before null for a workflow that is new here
    void changed(@Nullable Header before, Header after, Origin origin) {
        if (before == null) {
            add(after, origin);
        } else if (before.state() != after.state()) {
            unmark(new Mark.State(before.state()), before.id().value());
            mark(new Mark.State(after.state()), after.id().value());
        }
    }

    void remove(Header last, Origin origin) {
        var id = last.id().value();
        unmark(new Mark.State(last.state()), id);
        unmark(new Mark.Name(origin.name()), id);
        origin.tags().forEach(tag -> unmark(new Mark.Tag(tag), id));
    }

    private void mark(Mark mark, String id) {
        marked.computeIfAbsent(mark, absent -> new Marked()).add(id);
    }

    private void unmark(Mark mark, String id) {
        var found = marked.get(mark);
        if (found != null) {
            found.remove(id);
            if (found.ids.isEmpty()) {
                marked.remove(mark);
            }
        }
    }

    boolean isComplete() {
        return isComplete;
    }

    /// All workflows of the partition are in it from now on.
    void complete() {
        isComplete = true;
    }

    /// The ids of those that the filter wants, downwards.
    /// @param below the first that is not wanted; null if there is none
    /// @return null if it can't tell: it is not complete yet, or the filter wants all
    @Nullable
    Stream<String> find(WorkflowFilter filter, @Nullable String below) {
        var marks = marks(filter);
        if (!isComplete || marks.isEmpty()) {
            return null;
        }
        var sets = marks.stream().map(marked::get).filter(Objects::nonNull)
                .sorted(Comparator.comparingInt(set -> set.size.get())).map(set -> set.ids).toList();
        if (sets.size() < marks.size()) {
            return Stream.of();
        }
        var fewest = sets.getFirst();
        var downwards = (below == null ? fewest : fewest.headSet(below, false)).descendingSet();
        return downwards.stream().filter(id -> sets.stream().allMatch(set -> set.contains(id)));
    }

    private static List<Mark> marks(WorkflowFilter filter) {
        var marks = new ArrayList<Mark>();
        if (filter.status() != null) {
            marks.add(new Mark.State(WorkflowState.valueOf(filter.status())));
        }
        if (filter.name() != null) {
            marks.add(new Mark.Name(filter.name()));
        }
        if (filter.tag() != null) {
            marks.add(new Mark.Tag(filter.tag()));
        }
        return marks;
    }
}
