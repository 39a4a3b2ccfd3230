package dev.muster.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// `muster events`: what happened to a workflow, and what happens to any.
@Command(name = "events", description = {
    "Lists the events of a workflow since the coordinator started, oldest first.",
    "With --follow shows those of all workflows, or of one, as they happen, until it is interrupted."})
final class EventsCommand implements Runnable {
    private static final String PREFIX = "dev.muster.";

    private final MusterCommand muster;

    @Option(names = "--follow", description = "Shows what happens from now on.")
    private boolean follows;

    @Option(names = "--workflow", paramLabel = "ID", description = "Only those of this workflow.")
    private String id = "";

    @Option(names = "--type", paramLabel = "T", split = ",", description = "Only those of this type, such as task.failed or 'workflow.*'; several separated by commas. With --follow.")
    private List<String> types = List.of();

    @Option(names = "--tag", paramLabel = "T", description = "Only those of workflows with this tag. With --follow.")
    private String tag = "";

    EventsCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public void run() {
        if (follows) {
            follow();
        } else if (id.isEmpty()) {
            throw CommandFailedException
                    .usage("neither --workflow nor --follow is given, expected one of them");
        } else if (!types.isEmpty() || !tag.isEmpty()) {
            throw CommandFailedException
                    .usage("--type and --tag are given, expected them beside --follow only");
        } else {
            list();
        }
    }

    private void list() {
        var answer = muster.api().get("/api/v1/workflows/" + Api.escaped(id) + "/events");
        muster.print(answer, () -> {
            var table = new Table("TIME", "TYPE", "DATA");
            for (var event : answer.json().path("events")) {
                table.row(event.path("time").asString("-"), event.path("type").asString(""), data(event));
            }
            table.print(muster.terminal());
        });
    }

    private void follow() {
        var query = Api.query(Map.of("workflow", id, "type", String.join(",", types), "tag", tag));
        var terminal = muster.terminal();
        new EventFollower(muster.api(), line -> terminal.err().println("muster: " + line))
                .follow("/api/v1/events" + query, json -> {
                    terminal.out().println(muster.json() ? json : line(Api.JSON.readTree(json)));
                    terminal.out().flush();
                });
    }

    /// What comes one by one can't be a table whose columns fit.
    private static String line(JsonNode event) {
        var type = event.path("type").asString("");
        return Terminal.harmless(String.join("  ", event.path("time").asString("-"),
                event.path("subject").asString("-"),
                type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type, data(event)));
    }

    private static String data(JsonNode event) {
        return event.hasNonNull("data") ? event.path("data").toString() : "-";
    }
}
