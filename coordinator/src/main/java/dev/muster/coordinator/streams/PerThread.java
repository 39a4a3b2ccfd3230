package dev.muster.coordinator.streams;

import dev.muster.coordinator.monitor.Uncommitted;
import java.util.Objects;

/// What the processors of one stream thread have in common.
record PerThread(CommitPacing pacing, Uncommitted uncommitted) {
    PerThread {
        Objects.requireNonNull(pacing);
        Objects.requireNonNull(uncommitted);
    }
}
