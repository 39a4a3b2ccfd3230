package dev.muster.cli;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/// `muster system`: the figures of the whole fleet.
@Command(name = "system", description = "Shows the figures of the whole fleet.")
final class SystemCommand implements Runnable {
    private final MusterCommand muster;

    SystemCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public void run() {
        var answer = muster.api().get("/api/v1/system");
        muster.print(answer, () -> table(answer.json()).print(muster.terminal()));
    }

    private static Table table(JsonNode system) {
        var table = new Table("FIGURE", "VALUE");
        table.row("version", system.path("version").asString(""));
        table.row("workflows total", system.at("/workflows/total").asLong(0));
        table.row("workflows active", system.at("/workflows/active").asLong(0));
        table.row("workflows executed", system.at("/workflows/executed").asLong(0));
        table.row("tasks executed", system.at("/tasks/executed").asLong(0));
        table.row("rollbacks performed", system.at("/reliability/rollbacksPerformed").asLong(0));
        table.row("agents", joined(system.path("agents")));
        table.row("templates", joined(system.path("templates")));
        return table;
    }

    static String joined(JsonNode texts) {
        var text = StreamSupport.stream(texts.spliterator(), false).map(node -> node.asString(""))
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "-" : text;
    }
}
