package dev.muster.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `muster agent show|set|reset-breaker TYPE`: one agent type, and by which rules its work is done.
@Command(name = "agent", description = "Shows an agent, and sets by which rules its work is done.", synopsisSubcommandLabel = "COMMAND")
final class AgentCommand implements Runnable {
    private final MusterCommand muster;

    AgentCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public void run() {
        throw CommandFailedException
                .usage("no command is given, expected show, set or reset-breaker; see muster agent --help");
    }

    @Command(name = "show", description = "Shows an agent.")
    void show(@Parameters(paramLabel = "TYPE", description = "The agent's type.") String type) {
        print(muster.api().get(path(type)));
    }

    @Command(name = "set", description = "Sets an agent's rules. What is not named stays as it is.")
    void set(@Parameters(paramLabel = "TYPE", description = "The agent's type.") String type,
            @Option(names = "--limit", paramLabel = "N|none", description = "How many tasks may be out at once, fleet-wide; 0 starts none.") @Nullable String limit,
            @Option(names = "--rate", paramLabel = "N/s|none", description = "How many tasks may start in a second, fleet-wide.") @Nullable String rate,
            @Option(names = "--weight", paramLabel = "KEY=N|none", description = "The share of a fairness key in what is free; repeatable. Those given replace those before.") @Nullable List<String> weights,
            @Option(names = "--timeout", paramLabel = "DURATION|none", description = "How long one attempt may take where a definition says nothing, such as 30s.") @Nullable String timeout) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        if (limit != null) {
            body.put("limit", Setting.whole("--limit", limit));
        }
        if (rate != null) {
            body.put("rate", Setting.rate("--rate", rate));
        }
        if (weights != null) {
            body.put("weights", Setting.weights("--weight", weights));
        }
        if (timeout != null) {
            body.put("timeout", Setting.duration("--timeout", timeout));
        }
        if (body.isEmpty()) {
            throw CommandFailedException
                    .usage("nothing is given to set, expected --limit, --rate, --weight or --timeout");
        }
        print(muster.api().put(path(type), Api.Document.json(body)));
    }

    @Command(name = "reset-breaker", description = "Closes an agent's circuit breaker.")
    void resetBreaker(@Parameters(paramLabel = "TYPE", description = "The agent's type.") String type) {
        print(muster.api().post(path(type) + "/reset-breaker", null));
    }

    private static String path(String type) {
        return "/api/v1/agents/" + Api.escaped(type);
    }

    private void print(Api.Answer answer) {
        muster.print(answer, () -> table(answer.json()).print(muster.terminal()));
    }

    private static Table table(JsonNode agent) {
        var table = new Table("FIGURE", "VALUE");
        table.row("type", agent.path("type").asString(""));
        table.row("actions", SystemCommand.joined(agent.path("actions")));
        table.row("limit", agent.path("limit").asString("none"));
        table.row("rate", agent.hasNonNull("rate") ? agent.path("rate").asString() + "/s" : "none");
        table.row("weights", weights(agent.path("weights")));
        table.row("timeout", agent.path("timeout").asString("5m"));
        table.row("breaker", breaker(agent.path("breaker")));
        table.row("held", agent.path("held").asString("unknown"));
        table.row("waiting", agent.path("waiting").asString("unknown"));
        table.row("lag", agent.path("lag").asString("unknown"));
        table.row("in flight", agent.path("inFlight").asInt(0));
        table.row("oldest ready", AgentFigures.oldest(agent));
        table.row("arriving", AgentFigures.rate(agent, "arrivalRate"));
        table.row("served", AgentFigures.rate(agent, "serviceRate"));
        table.row("used", AgentFigures.utilisation(agent));
        table.row("drains in", AgentFigures.drain(agent));
        table.row("workers", agent.path("workers").size() + ", desired "
                + agent.path("desiredWorkers").asString("unknown"));
        if (!agent.path("missing").isEmpty()) {
            table.row("missing", SystemCommand.joined(agent.path("missing")));
        }
        agent.path("disagreements").forEach(one -> table.row("disagreement", one.asString("")));
        return table;
    }

    private static String weights(JsonNode weights) {
        return weights.isEmpty()
                ? "none"
                : weights.properties().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    static String breaker(JsonNode breaker) {
        var text = breaker.path("state").asString("-");
        if (breaker.hasNonNull("until")) {
            text += " until " + breaker.path("until").asString();
        }
        return breaker.hasNonNull("prober") ? text + ", tried by " + breaker.path("prober").asString() : text;
    }
}
