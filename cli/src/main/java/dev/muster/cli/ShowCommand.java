package dev.muster.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `muster show ID`: one workflow, as it is now.
@Command(name = "show", description = "Shows a workflow with its tasks, results and errors.")
final class ShowCommand implements Runnable {
    private final MusterCommand muster;

    @Parameters(paramLabel = "ID", description = "The workflow's id.")
    private String id = "";

    ShowCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public void run() {
        var answer = muster.api().get("/api/v1/workflows/" + Api.escaped(id));
        muster.print(answer, () -> print(answer.json(), muster.terminal()));
    }

    static void print(JsonNode workflow, Terminal terminal) {
        var out = terminal.out();
        var status = workflow.path("status").asString("");
        out.println(
                workflow.path("name").asString("") + " version " + workflow.path("version").asInt(0) + "  "
                        + workflow.path("id").asString("") + "  " + terminal.painted(status, status));
        out.println(progress(workflow));
        out.println(times(workflow.path("timing")));
        if (!workflow.path("tags").isEmpty()) {
            out.println("tags " + SystemCommand.joined(workflow.path("tags")));
        }
        out.println();
        tasks(workflow.path("tasks")).print(terminal);
        section("errors", errors(workflow.path("errors")), terminal);
        section("results", results(workflow.path("results")), terminal);
    }

    private static String progress(JsonNode workflow) {
        var progress = workflow.path("progress");
        return "%d of %d tasks completed, %d failed, %d running (%.0f%%)".formatted(
                progress.path("completed").asInt(0),
                progress.path("total").asInt(0), progress.path("failed").asInt(0),
                progress.path("running").asInt(0),
                progress.path("percentage").asDouble(0));
    }

    private static String times(JsonNode timing) {
        var ended = timing.path("endedAt").asString("");
        return "created " + timing.path("createdAt").asString("-")
                + (ended.isEmpty() ? "" : ", ended " + ended)
                + ", took " + Durations.text(timing.path("durationSeconds").asDouble(0));
    }

    private static Table tasks(JsonNode tasks) {
        var table = new Table("TASK", "STATUS", "AGENT", "ACTION", "ATTEMPTS", "DURATION", "WORKER");
        for (var entry : tasks.properties()) {
            var task = entry.getValue();
            table.row(entry.getKey(), task.path("status").asString(""), task.path("agent").asString(""),
                    task.path("action").asString(""), task.path("attempts").asInt(0),
                    between(task.path("startedAt").asString(""), task.path("endedAt").asString("")),
                    task.path("worker").asString("-"));
        }
        return table;
    }

    private static String between(String start, String end) {
        try {
            return Durations
                    .text(Duration.between(Instant.parse(start), Instant.parse(end)).toMillis() / 1000.0);
        } catch (DateTimeParseException e) {
            return "-";
        }
    }

    private static Table errors(JsonNode errors) {
        var table = new Table("TASK", "CODE", "MESSAGE");
        for (var error : errors) {
            table.row(error.path("task").asString("-"), error.path("code").asString(""),
                    error.path("message").asString(""));
        }
        return table;
    }

    private static Table results(JsonNode results) {
        var table = new Table("TASK", "RESULT");
        results.properties().forEach(entry -> table.row(entry.getKey(), entry.getValue().toString()));
        return table;
    }

    private static void section(String title, Table table, Terminal terminal) {
        if (!table.isEmpty()) {
            terminal.out().println();
            terminal.out().println(title);
            table.print(terminal);
        }
    }
}
