package dev.muster.coordinator.http;

import dev.muster.common.ActionName;
import dev.muster.common.format.Durations;
import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.WorkerRecord;
import dev.muster.coordinator.port.AgentChange;
import dev.muster.coordinator.port.AgentChange.BreakerRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads what is to be set of an agent type. A setting that is absent stays as it is, one that is `null` is removed.
final class AgentSettingsBody {
    static final List<String> FIELDS = List.of("actions", "limit", "rate", "weights", "breaker",
            "timeout");

    private AgentSettingsBody() {}

    /// @throws RefusedException with every fault
    static AgentChange read(JsonNode body) {
        var fields = new Fields(body, FIELDS);
        var change = AgentChange.adding(actions(fields))
                .withLimit(fields.change("limit", fields.notNegative("limit")))
                .withRate(fields.change("rate", fields.amount("rate")))
                .withWeights(fields.change("weights", weights(fields)))
                .withBreaker(fields.change("breaker", breaker(fields)))
                .withTimeout(fields.change("timeout", fields.parsed("timeout", AgentSettingsBody::duration)));
        fields.check();
        return change;
    }

    private static List<String> actions(Fields fields) {
        var actions = fields.texts("actions");
        for (var i = 0; i < actions.size(); i++) {
            var action = actions.get(i);
            if (!action.equals(WorkerRecord.Offer.ANY_ACTION)) {
                fields.attempt("/actions/" + i, () -> new ActionName(action));
            }
        }
        return actions;
    }

    private static @Nullable Map<String, Double> weights(Fields fields) {
        var given = fields.nested("weights", null);
        if (given == null) {
            return null;
        }
        var weights = new TreeMap<String, Double>();
        for (var key : given.names()) {
            var weight = given.amount(key);
            if (weight == null && !given.has(key)) {
                given.faultOf(key, Fields.AMOUNT);
            } else if (weight != null) {
                weights.put(key, weight);
            }
        }
        if (given.names().size() > AgentSettings.MOST_WEIGHTS) {
            fields.fault("/weights", "expected at most " + AgentSettings.MOST_WEIGHTS + " keys");
        }
        return weights;
    }

    private static @Nullable BreakerRule breaker(Fields fields) {
        var given = fields.nested("breaker", List.of("failures", "delay", "successes"));
        if (given == null) {
            return null;
        }
        return new BreakerRule(
                Objects.requireNonNullElse(given.positive("failures"), BreakerRule.DEFAULT.failures()),
                Objects.requireNonNullElse(given.parsed("delay", AgentSettingsBody::duration),
                        BreakerRule.DEFAULT.delay()),
                Objects.requireNonNullElse(given.positive("successes"), BreakerRule.DEFAULT.successes()));
    }

    private static Duration duration(String text) {
        return Durations.parsed(text).filter(Duration::isPositive)
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected " + Durations.EXPECTED + ", above zero"));
    }
}
