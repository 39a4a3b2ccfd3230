package dev.muster.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `muster events --workflow ID`: what happened to a workflow.
@Command(name = "events", description = "Lists the events of a workflow since the coordinator started, oldest first.")
final class EventsCommand implements Runnable {
    private final MusterCommand muster;

    @Option(names = "--workflow", paramLabel = "ID", required = true, description = "The workflow's id.")
    private String id = "";

    EventsCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public void run() {
        var answer = muster.api().get("/api/v1/workflows/" + Api.escaped(id) + "/events");
        muster.print(answer, () -> {
            var table = new Table("TIME", "TYPE", "DATA");
            for (var event : answer.json().path("events")) {
                table.row(event.path("time").asString("-"), event.path("type").asString(""),
                        event.hasNonNull("data") ? event.path("data").toString() : "-");
            }
            table.print(muster.terminal());
        });
    }
}
