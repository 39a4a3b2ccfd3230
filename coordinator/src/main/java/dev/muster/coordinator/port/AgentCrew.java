package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who works for an agent type.
/// @param desiredWorkers how many would do all that is to do at once, see [AgentLoad#desiredWorkers]; absent if that is not
/// known
/// @param workers that live
/// @param disagreements what they offer the type with and don't agree on; empty if they do
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentCrew(@Nullable Integer desiredWorkers, List<Worker> workers, List<String> disagreements) {
    public static final AgentCrew NOBODY = new AgentCrew(0, List.of(), List.of());

    public AgentCrew {
        workers = List.copyOf(workers);
        disagreements = List.copyOf(disagreements);
    }

    /// @param version of its software
    /// @param slots how many tasks of the type it runs at once
    /// @param inFlight how many it runs now; absent if it does not tell
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Worker(String id, String version, int slots, @Nullable Integer inFlight) {}
}
