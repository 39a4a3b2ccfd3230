package dev.muster.dev.verify;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A task as its events tell it: which states it may be shown in, and how many attempts it had. What happens between two events is
/// not told (that it waits, that it is published), so there may be several states. Has one owner.
final class TaskModel {
    private static final Set<String> UNTOLD = Set.of("PENDING", "QUEUED", "DISPATCHED", "RUNNING");

    private Set<String> states = UNTOLD;
    private int least;
    private int most = Integer.MAX_VALUE;
    private boolean isGroup;
    /// Of its latest completion; 0 if it did not complete, or is a group.
    private int accepted;

    int accepted() {
        return accepted;
    }

    /// @param type without its prefix
    void hear(String type, JsonNode data) {
        var attempt = data.path("attempt").asInt(0);
        switch (type) {
            case "expanded" -> {
                isGroup = true;
                now(attempt, "RUNNING");
            }
            // What was over already is being undone.
            case "started" -> now(attempt, states.contains("RUNNING") || states.contains("DISPATCHED")
                    ? "RUNNING"
                    : "COMPENSATING");
            case "completed" -> {
                accepted = attempt;
                now(attempt, "COMPLETED");
            }
            case "retrying" -> {
                now(attempt, "BACKING_OFF", "QUEUED", "DISPATCHED");
                most = attempt + 1;
            }
            case "failed" -> now(attempt, "FAILED");
            case "skipped" -> now(least, "SKIPPED");
            case "cancelled" -> now(attempt, "CANCELLED");
            case "revived" -> {
                states = UNTOLD;
                most = Integer.MAX_VALUE;
            }
            case "late_success" -> mayGoOn();
            case "compensated" -> {
                now(attempt, "ROLLED_BACK");
                mayGoOn();
            }
            case "compensation_retrying" -> {
                now(attempt, "COMPENSATING");
                most = attempt + 1;
            }
            case "compensation_failed" -> now(attempt, "COMPENSATION_FAILED");
            case "compensation_revived" -> mayGoOn();
            default -> {
                // Progress, requests to give up, and what is told in later versions.
            }
        }
    }

    private void now(int attempt, String... those) {
        states = Set.of(those);
        least = attempt;
        most = isGroup ? Integer.MAX_VALUE : attempt;
    }

    /// A further compensation may be under way, or over untold.
    private void mayGoOn() {
        states = with(states, "COMPENSATING");
        most = Integer.MAX_VALUE;
    }

    private static Set<String> with(Set<String> states, String... more) {
        var all = new HashSet<>(states);
        all.addAll(Set.of(more));
        return all;
    }

    /// @param workflow its state
    /// @return the states that it may be shown in
    Set<String> states(String workflow) {
        var isUndoing = workflow.startsWith("ROLL");
        if (isGroup && isUndoing) {
            return with(states, "COMPENSATING", "ROLLED_BACK", "COMPENSATION_FAILED", "COMPLETED");
        }
        if (workflow.equals("ROLLING_BACK")) {
            return with(states, "COMPENSATING");
        }
        // What was never reached is so told once the workflow has ended.
        return states.equals(UNTOLD) && WorkflowModel.ENDED.contains(workflow)
                ? Set.of("SKIPPED", "CANCELLED")
                : states;
    }

    /// @param workflow its state
    boolean mayHave(int attempts, String workflow) {
        return attempts >= least
                && (attempts <= most || (states(workflow).contains("COMPENSATING") && attempts <= most + 1));
    }

    String attempts() {
        return most == least
                ? String.valueOf(least)
                : least + (most == Integer.MAX_VALUE ? " or more" : " or " + most);
    }
}
