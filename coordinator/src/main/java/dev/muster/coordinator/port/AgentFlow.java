package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// How an agent type's work comes and goes, fleet-wide, and what is to be expected of that.
/// @param arrivalRate attempts per second that became ready, averaged over the last minute
/// @param serviceRate attempts per second that ended, likewise; those that were cancelled aside
/// @param utilisation the share of its capacity that is wanted for the next minute; absent if there is no telling, or no
/// capacity
/// @param drainSeconds when the backlog is gone if it goes on like this; absent if it never is, or there is no telling
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentFlow(double arrivalRate, double serviceRate, @Nullable Double utilisation,
        @Nullable Double drainSeconds) {
    public static final AgentFlow NONE = new AgentFlow(0, 0, 0.0, 0.0);
}
