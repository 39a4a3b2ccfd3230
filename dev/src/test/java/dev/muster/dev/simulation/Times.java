package dev.muster.dev.simulation;

import dev.muster.dev.simulation.History.Attempt;
import dev.muster.dev.simulation.History.Told;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// P9: nothing happens before the time that was told for it, and where the coordinators were left in peace it happens soon
/// after. Owned by the checker.
final class Times {
    /// The look of a coordinator that has nothing to do, and a commit.
    private static final long LATE = 1_500;
    /// For how long a fault of a coordinator may be felt: one that is frozen, or whose parts nobody takes.
    private static final long FELT = 30_000;
    private static final String TIMED_OUT = "the attempt was not reported in the time it was given";

    private final Findings findings;
    private final Map<Attempt, Long> retries = new HashMap<>();
    private final Map<Attempt, Long> deadlines = new HashMap<>();
    private final Map<String, Long> workflowDeadlines = new HashMap<>();
    private long faultAt;

    Times(Findings findings) {
        this.findings = findings;
    }

    void hear(History.Fact fact) {
        switch (fact) {
            case Told it -> hear(it);
            case History.Published it -> {
                var due = retries.get(it.attempt());
                findings.unless(due == null || it.at() >= due, "P9",
                        it.attempt() + " is made before its time");
            }
            case History.Fault it -> faultAt = it.at();
            default -> {
                // It has no time of its own.
            }
        }
    }

    private void hear(Told told) {
        switch (told.type()) {
            case "workflow.started", "workflow.retried" -> {
                var deadline = told.json().path("deadline");
                if (!deadline.isMissingNode()) {
                    workflowDeadlines.put(told.workflow(), millis(deadline.asString()));
                }
            }
            case "workflow.stopping" -> {
                if (told.json().at("/error/code").asString("").equals("workflow_timeout")) {
                    isInTime(told, workflowDeadlines.getOrDefault(told.workflow(), 0L), false);
                }
            }
            case "task.started" ->
                deadlines.put(attempt(told, 0), millis(told.json().path("deadline").asString()));
            case "task.retrying", "task.compensation_retrying" -> {
                retries.put(attempt(told, 1), millis(told.json().path("retryAt").asString()));
                checkTimeout(told);
            }
            case "task.failed", "task.compensation_failed", "task.cancelled" -> {
                // It is not made again; what comes next is made for another reason.
                retries.remove(attempt(told, 1));
                checkTimeout(told);
            }
            default -> {
                // No timer has made it.
            }
        }
    }

    private void checkTimeout(Told told) {
        if (told.json().at("/error/message").asString("").equals(TIMED_OUT)) {
            isInTime(told, deadlines.getOrDefault(attempt(told, 0), Long.MAX_VALUE), true);
        }
    }

    /// @param isPunctual whether nothing but a fault can make it late
    private void isInTime(Told told, long due, boolean isPunctual) {
        var what = told.type() + " of " + told.workflow() + " " + told.data();
        findings.unless(Math.min(told.at(), told.event().decided()) >= due, "P9", "too early: " + what);
        findings.unless(!isPunctual || due < faultAt + FELT || told.at() <= due + LATE, "P9",
                "too late: " + what);
    }

    private static Attempt attempt(Told told, int more) {
        return new Attempt(told.workflow(), String.valueOf(told.task()),
                told.json().path("attempt").asInt(0) + more);
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
