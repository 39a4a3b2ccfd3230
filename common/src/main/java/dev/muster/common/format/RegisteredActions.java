package dev.muster.common.format;

import dev.muster.common.AgentType;
import java.util.Optional;
import java.util.Set;

/// Knows what the agents that workers registered can do.
@FunctionalInterface
public interface RegisteredActions {
    /// Stands for any action among those of an agent.
    String ANY = "*";

    /// The actions of an agent type; empty if no worker ever registered it.
    Optional<Set<String>> of(AgentType agent);
}
