package dev.muster.coordinator.http;

import dev.muster.coordinator.port.Agents;
import dev.muster.coordinator.port.Definitions;
import dev.muster.coordinator.port.Workflows;
import java.util.Objects;

/// What the API is a door to.
public record Ports(Workflows workflows, Definitions definitions, Agents agents) {
    public Ports {
        Objects.requireNonNull(workflows);
        Objects.requireNonNull(definitions);
        Objects.requireNonNull(agents);
    }
}
