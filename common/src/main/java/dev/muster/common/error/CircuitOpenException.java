package dev.muster.common.error;

import dev.muster.common.AgentType;

/// The circuit breaker of the agent type is open.
public final class CircuitOpenException extends MusterException {
    private final transient AgentType agent;

    public CircuitOpenException(AgentType agent) {
        super("the circuit breaker of agent " + agent + " is open", null);
        this.agent = agent;
    }

    public AgentType agent() {
        return agent;
    }
}
