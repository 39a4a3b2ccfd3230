package dev.muster.dev.simulation;

import dev.muster.dev.simulation.History.Attempt;
import dev.muster.dev.simulation.History.Published;
import dev.muster.dev.simulation.History.Reported;
import dev.muster.dev.simulation.History.Told;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What became of a workflow, held against P1 to P5, P7 and P8. Owned by the checker.
final class WorkflowStory {
    /// What a rollback that has ended may still have to say: a success came late and is undone too.
    private static final Set<String> AFTER_THE_END = Set.of("task.late_success", "task.started",
            "task.compensated", "task.compensation_retrying", "task.compensation_failed",
            "task.compensation_revived", "command.refused");

    private final String name;
    private final Shape shape;
    private final Findings findings;
    private final Map<String, TaskStory> tasks = new LinkedHashMap<>();
    private boolean isKnown;
    private boolean hasStarted;
    private boolean isUnwinding;
    private String ended = "";

    WorkflowStory(String name, Shape shape, Findings findings) {
        this.name = name;
        this.shape = shape;
        this.findings = findings;
    }

    private TaskStory task(String id) {
        return tasks.computeIfAbsent(id, absent -> new TaskStory(shape.task(absent)));
    }

    void hear(Told told) {
        var type = told.type();
        says(ended.isEmpty() || AFTER_THE_END.contains(type) || Endings.reopens(type), "P2",
                type + " comes after " + ended);
        if (Endings.isEnd(type)) {
            ended = type;
        } else if (Endings.reopens(type)) {
            ended = "";
        }
        switch (type) {
            case "workflow.submitted" -> {
                says(!isKnown, "P4", "is submitted twice");
                isKnown = true;
            }
            case "workflow.started" -> {
                says(!hasStarted, "P4", "starts twice");
                hasStarted = true;
                isKnown = true;
            }
            case "workflow.rejected" -> says(false, "P1", "is rejected: " + told.data());
            case "workflow.rolling_back" -> isUnwinding = true;
            case "workflow.failed" -> says(!shape.rollsBack(), "P7", "fails, and is not rolled back");
            default -> {
                if (told.task() != null) {
                    hear(told, told.task(), task(told.task()));
                }
            }
        }
    }

    private void hear(Told told, String id, TaskStory task) {
        var attempt = told.json().path("attempt").asInt(0);
        switch (told.type()) {
            case "task.completed" -> {
                says(!task.isCompleted, "P4", id + " completes twice");
                task.isCompleted = true;
                task.isSettled = true;
                if (attempt > 0) {
                    says(!task.givenUp.contains(attempt), "P5",
                            id + " completes by attempt " + attempt + ", which was given up");
                    succeed(id, task, attempt);
                }
            }
            case "task.late_success" -> {
                task.isLate |= isUnwinding;
                succeed(id, task, attempt);
            }
            case "task.skipped" -> task.isSettled = true;
            case "task.failed" -> {
                task.isSettled = told.json().path("allowed").asBoolean(false);
                task.givenUp.add(attempt);
            }
            case "task.retrying", "task.cancelled", "task.compensation_retrying" -> task.givenUp.add(attempt);
            case "task.compensation_failed" -> {
                task.givenUp.add(attempt);
                task.isUndoFailed = true;
            }
            case "task.compensation_revived" -> task.isUndoFailed = false;
            case "task.compensated" -> undo(id, task, attempt, told.json().path("undone").asInt(0));
            default -> {
                // No promise is about it.
            }
        }
    }

    private void succeed(String id, TaskStory task, int attempt) {
        says(task.done.contains(attempt), "P5",
                id + " succeeds by attempt " + attempt + ", which nobody has done");
        says(task.successes.add(attempt), "P4", "attempt " + attempt + " of " + id + " succeeds twice");
    }

    private void undo(String id, TaskStory task, int attempt, int undone) {
        says(task.done.contains(attempt), "P5",
                id + " is undone by attempt " + attempt + ", which nobody has done");
        says(task.undone.add(undone), "P7", "attempt " + undone + " of " + id + " is undone twice");
        says(task.successes.contains(undone), "P7",
                "attempt " + undone + " of " + id + " is undone and never succeeded");
    }

    /// @param mayBeGated whether it may have waited for its permit since before the workflow ended
    void publish(Published it, boolean mayBeGated) {
        var id = it.attempt().task();
        var task = task(id);
        (it.compensates() ? task.compensations : task.runs).add(it.attempt().number());
        if (it.compensates()) {
            says(task.shape.undoable(), "P7", id + " has no compensation, and is compensated");
            says(isUnwinding, "P7", id + " is compensated, and the workflow is not rolled back");
            says(task.isOwing(), "P7", id + " is compensated, and nothing is to be undone");
            for (var dependent : shape.dependents(Shape.declared(id))) {
                tasks.forEach((other, story) -> says(
                        task.isLate || !Shape.declared(other).equals(dependent) || !story.holdsBack(), "P7",
                        id + " is undone before " + other + ", which depended on it"));
            }
        } else {
            says(mayBeGated || ended.isEmpty(), "P2", id + " is published after the end");
            for (var dependency : task.shape.after()) {
                says(task(dependency).isSettled, "P3",
                        id + " is published before " + dependency + " has settled");
            }
        }
    }

    void begin(Attempt attempt) {
        task(attempt.task()).begun.add(attempt.number());
    }

    void done(Attempt attempt) {
        task(attempt.task()).done.add(attempt.number());
    }

    void report(Reported report) {
        if (report.word().equals("Succeeded")) {
            task(report.attempt().task()).reported.add(report.attempt().number());
        }
    }

    /// P8: by now nothing but that agent can have held it up.
    void isUnhinderedBy(String agent) {
        says(shape.uses(agent) || !ended.isEmpty(), "P8",
                "has not ended, though it needs nothing of " + agent);
    }

    void end() {
        says(isKnown, "P1", "was accepted and never came to be");
        says(!ended.isEmpty(), "P2", "has not ended");
        var isRolledBack = ended.startsWith("workflow.roll");
        tasks.forEach((id, task) -> {
            says(!isRolledBack || !task.isOwing() || task.isUndoFailed, "P7",
                    "what " + id + " has done is not undone: " + task.successes + " but for " + task.undone);
            for (var attempt : task.reported) {
                says(!task.shape.undoable() || task.compensations.contains(attempt)
                        || task.successes.contains(attempt),
                        "P7", "attempt " + attempt + " of " + id + " was done, reported and forgotten");
            }
            for (var attempt : task.runs) {
                says(task.begun.contains(attempt) || task.givenUp.contains(attempt), "P5",
                        "attempt " + attempt + " of " + id + " was published and never run");
            }
        });
    }

    private void says(boolean kept, String promise, String otherwise) {
        findings.unless(kept, promise, name + ": " + otherwise);
    }
}
