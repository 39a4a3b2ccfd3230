package dev.muster.worker;

import dev.muster.worker.lease.Slots;

/// An agent type as this worker serves it: what it does, how much of it at once, and whether at all. Thread-safe.
final class ServedAgent {
    private final AgentDefinition definition;
    private final Slots slots;
    private final AgentBreaker breaker;

    ServedAgent(AgentDefinition definition, Slots slots, AgentBreaker breaker) {
        this.definition = definition;
        this.slots = slots;
        this.breaker = breaker;
    }

    AgentDefinition definition() {
        return definition;
    }

    Slots slots() {
        return slots;
    }

    AgentBreaker breaker() {
        return breaker;
    }
}
