package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// How much there is to do for an agent type, fleet-wide.
/// @param held permits that are out; none if the type is not bounded
/// @param waiting tasks that wait at the type's gate
/// @param lag records of the type's topic that its workers have not acknowledged, looked at every few seconds; what they are
/// about to begin counts, and so do the markers of transactions. Absent while it is not known
/// @param inFlight tasks that the workers run, as those say that tell
/// @param backlog waiting and lag together
/// @param oldestReadySeconds how long the first of those that wait at the gate has waited; absent if none does
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentLoad(int held, int waiting, @Nullable Long lag, int inFlight, long backlog,
        @Nullable Double oldestReadySeconds) {
    public static final AgentLoad NONE = new AgentLoad(0, 0, null, 0, 0, null);

    /// How many workers would do all of it at once, and no more than its limit lets work.
    /// @param slots how many tasks of the type one worker runs at once
    /// @param limit how many may be out; any number if null
    public int desiredWorkers(int slots, @Nullable Integer limit) {
        var useful = limit == null ? Long.MAX_VALUE : Math.ceilDiv((long) limit, slots);
        return (int) Math.min(Integer.MAX_VALUE, Math.min(useful, Math.ceilDiv(backlog + inFlight, slots)));
    }
}
