package dev.muster.dev.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A workflow as its events tell it. Has one owner.
final class WorkflowModel {
    static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELLED", "ROLLED_BACK",
            "ROLLBACK_FAILED");
    private static final Map<String, Set<String>> STATES = Map.ofEntries(
            Map.entry("submitted", Set.of("PENDING")), Map.entry("started", Set.of("RUNNING")),
            Map.entry("paused", Set.of("PAUSED")), Map.entry("resumed", Set.of("RUNNING")),
            Map.entry("stopping", Set.of("RUNNING", "PAUSED", "ROLLING_BACK")),
            Map.entry("rolling_back", Set.of("ROLLING_BACK")), Map.entry("retried", Set.of("RUNNING")),
            Map.entry("rollback_retried", Set.of("ROLLING_BACK")),
            Map.entry("completed", Set.of("COMPLETED")),
            Map.entry("failed", Set.of("FAILED")), Map.entry("cancelled", Set.of("CANCELLED")),
            Map.entry("rolled_back", Set.of("ROLLED_BACK")),
            Map.entry("rollback_failed", Set.of("ROLLBACK_FAILED")));
    /// By these an ended workflow goes on.
    private static final Set<String> REOPENING = Set.of("retried", "rollback_retried", "rolling_back",
            "stopping");

    private final Map<String, TaskModel> tasks = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private Set<String> states = Set.of();
    private Instant latest = Instant.MIN;

    /// @param type without `dev.muster.`
    void hear(String type, JsonNode data, Instant at) {
        latest = at;
        var word = type.substring(type.indexOf('.') + 1);
        if (type.startsWith("task.")) {
            tasks.computeIfAbsent(data.path("task").asString(""), id -> new TaskModel()).hear(word, data);
        } else if (STATES.containsKey(word) && type.startsWith("workflow.")) {
            var next = STATES.getOrDefault(word, Set.of());
            if (isEnded() && !REOPENING.contains(word)) {
                faults.add("ended as " + states + " and then was " + next);
            }
            states = next;
        }
    }

    /// Whether it came to be: what was rejected, or only had orders refused, did not.
    boolean isThere() {
        return !states.isEmpty();
    }

    boolean isEnded() {
        return states.size() == 1 && ENDED.containsAll(states);
    }

    Instant latest() {
        return latest;
    }

    Map<String, TaskModel> tasks() {
        return tasks;
    }

    /// @param view as the API tells the workflow
    /// @return a line for each difference
    List<String> differences(JsonNode view) {
        var differences = new ArrayList<>(faults);
        var state = view.path("status").asString("");
        if (!states.contains(state)) {
            differences.add("is shown as " + state + ", its events say " + String.join(" or ", states));
            return differences;
        }
        for (var shown : view.path("tasks").properties()) {
            compare(shown.getKey(), shown.getValue(), state, differences);
        }
        return differences;
    }

    private void compare(String id, JsonNode shown, String workflow, List<String> differences) {
        var task = tasks.getOrDefault(id, new TaskModel());
        var state = shown.path("status").asString("");
        var attempts = shown.path("attempts").asInt(0);
        if (!task.states(workflow).contains(state)) {
            differences.add("task " + id + " is shown as " + state + ", its events say "
                    + String.join(" or ", task.states(workflow)));
        } else if (!task.mayHave(attempts, workflow)) {
            differences.add("task " + id + " is shown with " + attempts + " attempts, its events say "
                    + task.attempts());
        }
    }
}
