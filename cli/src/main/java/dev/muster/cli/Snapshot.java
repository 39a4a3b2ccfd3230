package dev.muster.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A workflow as it was seen at one moment.
/// @param seconds since its start
/// @param tasks by id, as the server orders them
record Snapshot(String id, String name, String status, Progress progress, double seconds,
        SequencedMap<String, Task> tasks) {
    private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELLED", "ROLLED_BACK",
            "ROLLBACK_FAILED");

    record Progress(int total, int completed, int failed, int running, double percentage) {}

    /// @param work agent and action
    /// @param endedAt in ISO 8601, so that texts sort as instants of one precision; empty while it runs
    /// @param message what went wrong; empty if nothing did
    record Task(String status, String work, int attempts, String worker, String endedAt, String message) {}

    static Snapshot of(JsonNode workflow) {
        var progress = workflow.path("progress");
        var tasks = new LinkedHashMap<String, Task>();
        workflow.path("tasks").properties()
                .forEach(entry -> tasks.put(entry.getKey(), task(entry.getValue())));
        return new Snapshot(workflow.path("id").asString(""), workflow.path("name").asString(""),
                workflow.path("status").asString(""),
                new Progress(progress.path("total").asInt(0), progress.path("completed").asInt(0),
                        progress.path("failed").asInt(0), progress.path("running").asInt(0),
                        progress.path("percentage").asDouble(0)),
                workflow.at("/timing/durationSeconds").asDouble(0),
                Collections.unmodifiableSequencedMap(tasks));
    }

    boolean hasEnded() {
        return ENDED.contains(status);
    }

    private static Task task(JsonNode task) {
        return new Task(task.path("status").asString(""),
                task.path("agent").asString("") + "/" + task.path("action").asString(""),
                task.path("attempts").asInt(0), task.path("worker").asString(""),
                task.path("endedAt").asString(""), task.at("/error/message").asString(""));
    }
}
