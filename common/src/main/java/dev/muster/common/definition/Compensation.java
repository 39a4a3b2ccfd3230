package dev.muster.common.definition;

import dev.muster.common.AgentType;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/// How to undo a completed task. An input that the definition leaves out is the task's own.
public record Compensation(Work work, Attempts attempts) {
    public Compensation {
        Objects.requireNonNull(work);
        Objects.requireNonNull(attempts);
    }

    Compensation withTimeouts(Map<AgentType, Duration> usual) {
        return new Compensation(work, attempts.withUsualTimeout(usual.get(work.agent())));
    }
}
