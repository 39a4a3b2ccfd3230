package dev.muster.coordinator.streams;

import dev.muster.coordinator.core.Header;
import org.jspecify.annotations.Nullable;

/// What is known in memory of all workflows of one partition. Written by its stream thread, read by any.
record Roll(Tally tally, WorkflowIndex index) {
    Roll() {
        this(new Tally(), new WorkflowIndex());
    }

    /// @param before null for a workflow that is new here
    void changed(@Nullable Header before, Header after, Origin origin) {
        tally.changed(before, after);
        index.changed(before, after, origin);
    }

    /// A workflow is no longer kept.
    void forgotten(Header last, Origin origin) {
        tally.forgotten(last);
        index.remove(last, origin);
    }
}
