package dev.muster.common.definition;

import dev.muster.common.ActionName;
import dev.muster.common.AgentType;
import dev.muster.common.Json;
import java.util.Objects;

/// What is to be done: an action of an agent type, with an input that may hold `${...}` expressions.
public record Work(AgentType agent, ActionName action, Json input) {
    public Work {
        Objects.requireNonNull(agent);
        Objects.requireNonNull(action);
        Objects.requireNonNull(input);
    }
}
