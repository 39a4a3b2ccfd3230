package dev.muster.coordinator.http;

import dev.muster.coordinator.port.Agents;
import dev.muster.coordinator.port.DeadLetters;
import dev.muster.coordinator.port.Definitions;
import dev.muster.coordinator.port.Events;
import dev.muster.coordinator.port.Health;
import dev.muster.coordinator.port.Metrics;
import dev.muster.coordinator.port.OwnAnswers;
import dev.muster.coordinator.port.Workflows;
import java.util.Objects;

/// What the API is a door to.
/// @param own what the other coordinators of the fleet ask this one
public record Ports(Workflows workflows, Definitions definitions, Agents agents, Log log,
        OwnAnswers own, Health health, Metrics metrics) {
    /// What is read where it stands in Kafka.
    public record Log(Events events, DeadLetters deadLetters) {
        public Log {
            Objects.requireNonNull(events);
            Objects.requireNonNull(deadLetters);
        }
    }

    public Ports {
        Objects.requireNonNull(workflows);
        Objects.requireNonNull(definitions);
        Objects.requireNonNull(agents);
        Objects.requireNonNull(log);
        Objects.requireNonNull(own);
        Objects.requireNonNull(health);
        Objects.requireNonNull(metrics);
    }
}
