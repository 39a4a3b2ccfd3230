package dev.muster.worker;

import dev.muster.common.AgentType;
import dev.muster.common.wire.AgentRecord;
import java.util.Map;

/// What a worker has done so far, for its metrics.
/// @param inFlight attempts that run now
/// @param claimed attempts that it holds under its lease now
public record WorkerStats(int inFlight, int claimed, Map<AgentType, Intake> intakes) {
    public WorkerStats {
        intakes = Map.copyOf(intakes);
    }

    /// @param taken deliveries, repeated ones included
    /// @param acknowledged deliveries that will not come again
    /// @param reopened how often the watchdog found the intake stalled
    /// @param breaker the agent type's circuit breaker, as this worker acts on it
    public record Intake(long taken, long acknowledged, long reopened, AgentRecord.Breaker.State breaker) {}
}
