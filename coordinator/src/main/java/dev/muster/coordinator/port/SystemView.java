package dev.muster.coordinator.port;

import java.util.List;

/// The system as its users see it; serialised as it stands.
/// @param agents types registered
/// @param templates names of the registered definitions
public record SystemView(String version, Workflows workflows, Tasks tasks, Reliability reliability,
        List<String> agents,
        List<String> templates) {
    /// @param executed workflows that ended
    public record Workflows(long total, long active, long executed) {}

    public record Tasks(long executed) {}

    public record Reliability(long rollbacksPerformed) {}
}
