package dev.muster.coordinator.streams;

import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.core.WorkflowState;
import dev.muster.coordinator.port.Figures;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Counts the workflows of one partition, from their headers: all of them when the partition is opened, then each change.
/// Written by the stream thread, read by any.
final class Tally {
    private final Map<WorkflowState, LongAdder> workflows = new EnumMap<>(WorkflowState.class);
    private final LongAdder tasks = new LongAdder();

    Tally() {
        Arrays.stream(WorkflowState.values()).forEach(state -> workflows.put(state, new LongAdder()));
    }

    /// @param before null for a workflow that is new here
    void changed(@Nullable Header before, Header after) {
        count(after, 1);
        if (before != null) {
            count(before, -1);
        }
    }

    /// A workflow is no longer kept.
    void forgotten(Header last) {
        count(last, -1);
    }

    Figures figures() {
        return new Figures(sum(state -> true), sum(state -> !state.isEnded()), tasks.sum(),
                sum(state -> state == WorkflowState.ROLLED_BACK || state == WorkflowState.ROLLBACK_FAILED));
    }

    /// Workflows in this state.
    long workflows(WorkflowState state) {
        return of(state).sum();
    }

    private long sum(Predicate<WorkflowState> among) {
        return workflows.entrySet().stream().filter(entry -> among.test(entry.getKey()))
                .mapToLong(entry -> entry.getValue().sum()).sum();
    }

    private void count(Header header, int by) {
        of(header.state()).add(by);
        tasks.add(by * (header.progress().completed() + (long) header.progress().failed()));
    }

    private LongAdder of(WorkflowState state) {
        return Objects.requireNonNull(workflows.get(state), "every state is counted");
    }
}
