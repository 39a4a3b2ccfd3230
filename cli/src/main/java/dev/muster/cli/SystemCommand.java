package dev.muster.cli;

import java.util.HashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// `muster system`: the figures of the whole fleet; `muster system set`: what bounds it.
@Command(name = "system", description = "Shows the figures of the whole fleet.")
final class SystemCommand implements Runnable {
    private static final String PATH = "/api/v1/system";

    private final MusterCommand muster;

    SystemCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public void run() {
        print(muster.api().get(PATH));
    }

    @Command(name = "set", description = "Sets what bounds the whole fleet.")
    void set(
            @Option(names = "--limit", required = true, paramLabel = "N|none", description = "How many workflows may run at once; 0 starts none.") String limit) {
        var body = new HashMap<String, @Nullable Integer>();
        body.put("limit", Setting.whole("--limit", limit));
        print(muster.api().put(PATH, Api.Document.json(body)));
    }

    private void print(Api.Answer answer) {
        muster.print(answer, () -> table(answer.json()).print(muster.terminal()));
    }

    private static Table table(JsonNode system) {
        var table = new Table("FIGURE", "VALUE");
        table.row("version", system.path("version").asString(""));
        table.row("workflows total", system.at("/workflows/total").asLong(0));
        table.row("workflows active", system.at("/workflows/active").asLong(0));
        table.row("workflows executed", system.at("/workflows/executed").asLong(0));
        table.row("workflows limit", system.at("/workflows/limit").asString("none"));
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
