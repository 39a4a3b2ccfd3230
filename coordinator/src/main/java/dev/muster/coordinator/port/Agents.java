package dev.muster.coordinator.port;

import dev.muster.common.AgentType;
import java.util.List;
import java.util.Optional;

/// The agent types that workers have registered. Thread-safe.
public interface Agents {
    List<AgentView> all();

    Optional<AgentView> find(AgentType type);
}
