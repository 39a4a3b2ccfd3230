package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All agent types, by name.
/// @param bottleneck the one that will be short of capacity first; absent if none is in sight
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentList(List<AgentView> agents, @Nullable String bottleneck) {
    public AgentList {
        agents = List.copyOf(agents);
    }
}
