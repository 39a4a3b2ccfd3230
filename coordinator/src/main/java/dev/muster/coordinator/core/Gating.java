package dev.muster.coordinator.core;

import dev.muster.common.AgentType;
import java.util.Set;

/// What needs a permit before it may start.
/// @param agents whose attempts do
/// @param workflows whether workflows do
public record Gating(Set<AgentType> agents, boolean workflows) {
    public static final Gating NONE = new Gating(Set.of(), false);

    public Gating {
        agents = Set.copyOf(agents);
    }
}
