package dev.muster.common.error;

import dev.muster.common.AgentType;

/// No worker ever registered the agent type.
public final class AgentNotFoundException extends MusterException {
    private final transient AgentType agent;

    public AgentNotFoundException(AgentType agent) {
        super("agent " + agent + " is not registered", null);
        this.agent = agent;
    }

    public AgentType agent() {
        return agent;
    }
}
