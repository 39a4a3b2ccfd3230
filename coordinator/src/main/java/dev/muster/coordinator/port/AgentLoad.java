package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much there is to do for an agent type, fleet-wide. What is not known is absent.
/// @param held permits that are out; none if the type is not bounded. Absent if the coordinator with the type's gate was
/// not heard
/// @param waiting tasks that wait at the type's gate; absent like `held`
/// @param lag records of the type's topic that its workers have not acknowledged, looked at every few seconds; what they are
/// about to begin counts, and so do the markers of transactions. Absent while it was not looked at
/// @param inFlight tasks that the workers run, as those say that tell
/// @param backlog waiting and lag together; absent if one of them is
/// @param oldestReadySeconds how long the oldest task that nobody has taken has been ready, at the gate or in its topic; absent
/// if there is none. In the topic it is told by when its records were seen first, so a few seconds less may be said
/// @param missing which of these, or of what flows, are not known or not wholly known, because a coordinator was not heard or
/// the lag was not looked at yet. What follows from them is absent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentLoad(@Nullable Integer held, @Nullable Integer waiting, @Nullable Long lag, int inFlight,
        @Nullable Long backlog, @Nullable Double oldestReadySeconds, List<String> missing) {
    public static final AgentLoad NONE = new AgentLoad(0, 0, 0L, 0, 0L, null, List.of());

    public AgentLoad {
        missing = List.copyOf(missing);
    }

    /// How many workers would do all of it at once, and no more than its limit lets work.
    /// @param slots how many tasks of the type one worker runs at once
    /// @param limit how many may be out; any number if null
    /// @return null if the backlog is not known
    public @Nullable Integer desiredWorkers(int slots, @Nullable Integer limit) {
        if (backlog == null) {
            return null;
        }
        var useful = limit == null ? Long.MAX_VALUE : Math.ceilDiv((long) limit, slots);
        return (int) Math.min(Integer.MAX_VALUE, Math.min(useful, Math.ceilDiv(backlog + inFlight, slots)));
    }
}
