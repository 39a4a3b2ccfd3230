package dev.muster.cli;

import java.util.Locale;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// An agent's figures as people read them.
final class AgentFigures {
    static final String UNKNOWN = "?";

    private AgentFigures() {}

    static String oldest(JsonNode agent) {
        return agent.hasNonNull("oldestReadySeconds")
                ? Durations.text(agent.path("oldestReadySeconds").asDouble(0))
                : lacks(agent, "oldestReadySeconds") ? UNKNOWN : "-";
    }

    /// A rate of which a part is not known is at least what is.
    static String rate(JsonNode agent, String name) {
        return (lacks(agent, name) ? ">=" : "") + number(agent.path(name).asDouble(0)) + "/s";
    }

    static String utilisation(JsonNode agent) {
        return agent.hasNonNull("utilisation")
                ? Math.round(agent.path("utilisation").asDouble(0) * 100) + "%"
                : UNKNOWN;
    }

    static String drain(JsonNode agent) {
        if (!agent.hasNonNull("backlog") || !agent.path("missing").isEmpty()) {
            return UNKNOWN;
        }
        if (agent.path("backlog").asLong(0) == 0) {
            return "-";
        }
        return agent.hasNonNull("drainSeconds")
                ? Durations.text(agent.path("drainSeconds").asDouble(0))
                : "never";
    }

    private static boolean lacks(JsonNode agent, String figure) {
        return StreamSupport.stream(agent.path("missing").spliterator(), false)
                .anyMatch(name -> name.asString("").equals(figure));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == 0 || value >= 10 ? "%.0f" : "%.2f", value);
    }
}
