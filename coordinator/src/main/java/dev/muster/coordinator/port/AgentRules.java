package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// By which rules the work of an agent type is done, fleet-wide.
/// @param limit how many attempts may be out at once; any number if absent
/// @param rate how many attempts may start in a second; any number if absent
/// @param weights shares of what is free, by fairness key; 1 for keys that are not named
/// @param timeout of one attempt where a definition states none, such as `30s`; the usual one if absent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentRules(@Nullable Integer limit, @Nullable Double rate,
        @Nullable Map<String, Double> weights, @Nullable String timeout) {
    public static final AgentRules NONE = new AgentRules(null, null, null, null);
}
