package dev.muster.dev.simulation;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/// What became of a task, or of one child of a `forEach` task, as the events and the agents tell it. Owned by its workflow's
/// story.
final class TaskStory {
    final Shape.Task shape;
    /// Others no longer wait for it.
    boolean isSettled;
    boolean isCompleted;
    boolean isUndoFailed;
    /// A success came when its turn in the rollback may have been over.
    boolean isLate;
    /// Attempts that are runs, and those that are compensations.
    final Set<Integer> runs = new LinkedHashSet<>();
    final Set<Integer> compensations = new LinkedHashSet<>();
    final Set<Integer> begun = new HashSet<>();
    /// Attempts whose side effect is there, and those of them whose report is too.
    final Set<Integer> done = new HashSet<>();
    final Set<Integer> reported = new HashSet<>();
    final Set<Integer> givenUp = new HashSet<>();
    /// Attempts that succeeded as the events tell it, and those of them that were undone.
    final Set<Integer> successes = new LinkedHashSet<>();
    final Set<Integer> undone = new HashSet<>();

    TaskStory(Shape.Task shape) {
        this.shape = shape;
    }

    /// Whether something of it is left to be undone.
    boolean isOwing() {
        return shape.undoable() && !undone.containsAll(successes);
    }

    /// Whether the tasks that it depends on have to wait with being undone.
    boolean holdsBack() {
        return isOwing() && !isUndoFailed && !isLate;
    }
}
