package dev.muster.coordinator.port;

/// Where new work comes in. Thread-safe.
@FunctionalInterface
public interface Entrance {
    /// Asks whether one more submission may be made; cheap enough to be asked before anything of it is read. Orders and
    /// reports are never kept out.
    /// @throws dev.muster.common.error.OverloadedException if what came in before is not decided in time
    /// @throws dev.muster.common.error.WorkflowConcurrencyException if as many workflows wait for their turn as may
    void enter();
}
