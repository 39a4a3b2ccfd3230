package dev.muster.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// `muster list`: workflows, the ones asked for.
@Command(name = "list", description = "Lists workflows.")
final class ListCommand implements Runnable {
    private final MusterCommand muster;

    @Option(names = "--status", paramLabel = "S", description = "Only those in this status, such as RUNNING.")
    private String status = "";

    @Option(names = "--name", paramLabel = "N", description = "Only those of this definition.")
    private String name = "";

    @Option(names = "--tag", paramLabel = "T", description = "Only those with this tag.")
    private String tag = "";

    @Option(names = "--limit", paramLabel = "N", description = "At most so many, up to 1000; 100 if none is given.")
    private String limit = "";

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Goes on where a listing before ended.")
    private String cursor = "";

    ListCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public void run() {
        var query = Api
                .query(Map.of("status", status, "name", name, "tag", tag, "limit", limit, "cursor", cursor));
        var answer = muster.api().get("/api/v1/workflows" + query);
        muster.print(answer, () -> print(answer.json()));
    }

    private void print(JsonNode page) {
        var table = new Table("ID", "NAME", "STATUS", "TASKS", "CREATED", "DURATION", "TAGS");
        for (var workflow : page.path("workflows")) {
            var progress = workflow.path("progress");
            table.row(workflow.path("id").asString(""), workflow.path("name").asString(""),
                    workflow.path("status").asString(""),
                    progress.path("completed").asInt(0) + "/" + progress.path("total").asInt(0),
                    workflow.at("/timing/createdAt").asString("-"),
                    Durations.text(workflow.at("/timing/durationSeconds").asDouble(0)),
                    SystemCommand.joined(workflow.path("tags")));
        }
        table.print(muster.terminal());
        if (page.hasNonNull("cursor")) {
            muster.terminal().out().println("There are more: --cursor " + page.path("cursor").asString(""));
        }
    }
}
