package dev.muster.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// `muster agents`: who does the work, how much there is to do, and how it comes and goes.
@Command(name = "agents", description = "Lists the registered agents, with how much they have to do.")
final class AgentsCommand implements Runnable {
    private final MusterCommand muster;

    @Mixin
    private final Following following = new Following();

    AgentsCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public void run() {
        following.show(muster, "/api/v1/agents", this::lines);
    }

    private List<String> lines(JsonNode answer) {
        var table = new Table("TYPE", "LIMIT", "WAITING", "LAG", "RUNNING", "OLDEST", "ARRIVING", "SERVED",
                "USED", "DRAINS IN", "WORKERS", "DESIRED", "BREAKER", "ACTIONS");
        for (var agent : answer.path("agents")) {
            table.row(agent.path("type").asString(""), agent.path("limit").asString("none"),
                    figure(agent, "waiting"), figure(agent, "lag"), agent.path("inFlight").asInt(0),
                    AgentFigures.oldest(agent), AgentFigures.rate(agent, "arrivalRate"),
                    AgentFigures.rate(agent, "serviceRate"), AgentFigures.utilisation(agent),
                    AgentFigures.drain(agent), agent.path("workers").size(), figure(agent, "desiredWorkers"),
                    agent.at("/breaker/state").asString("-"), SystemCommand.joined(agent.path("actions")));
        }
        var lines = new ArrayList<>(table.lines(muster.terminal()));
        if (answer.hasNonNull("bottleneck")) {
            lines.add("Next bottleneck: " + answer.path("bottleneck").asString(""));
        }
        return lines;
    }

    private static String figure(JsonNode agent, String name) {
        return agent.path(name).asString(AgentFigures.UNKNOWN);
    }
}
