package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The system as its users see it; serialised as it stands.
/// @param agents types registered
/// @param templates names of the registered definitions
public record SystemView(String version, Workflows workflows, Tasks tasks, Reliability reliability,
        List<String> agents,
        List<String> templates) {
    /// @param executed workflows that ended
    /// @param limit how many may run at once; any number if absent
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Workflows(long total, long active, long executed, @Nullable Integer limit) {}

    public record Tasks(long executed) {}

    public record Reliability(long rollbacksPerformed) {}
}
