package dev.muster.coordinator.streams;

import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.core.WorkflowState;
import dev.muster.coordinator.port.Figures;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts the workflows of one partition, from their headers: all of them when the partition is opened, then each change.
/// Written by the stream thread, read by any.
final class Tally {
    private final LongAdder total = new LongAdder();
    private final LongAdder active = new LongAdder();
    private final LongAdder tasks = new LongAdder();
    private final LongAdder rollbacks = new LongAdder();

    /// @param before null for a workflow that is new here
    void changed(@Nullable Header before, Header after) {
        count(after, 1);
        if (before != null) {
            count(before, -1);
        }
    }

    Figures figures() {
        return new Figures(total.sum(), active.sum(), tasks.sum(), rollbacks.sum());
    }

    private void count(Header header, int by) {
        var isRolledBack = header.state() == WorkflowState.ROLLED_BACK
                || header.state() == WorkflowState.ROLLBACK_FAILED;
        total.add(by);
        active.add(header.state().isEnded() ? 0 : by);
        tasks.add(by * (header.progress().completed() + (long) header.progress().failed()));
        rollbacks.add(isRolledBack ? by : 0);
    }
}
