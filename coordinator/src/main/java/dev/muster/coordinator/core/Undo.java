package dev.muster.coordinator.core;

import java.util.ArrayList;
import java.util.List;

/// What a rollback has to undo of a task, and did.
/// @param accepted the attempt whose success completed the task; 0 for none
/// @param runs the latest attempt that was a run: those after it are compensations
/// @param owed attempts that succeeded and are not compensated yet, oldest first; of tasks with a compensation only
/// @param undone attempts that were compensated
/// @param awaited how many of the tasks that depend on this one are unwound
/// @param unwound the task no longer holds the rollback back
public record Undo(int accepted, int runs, List<Integer> owed, List<Integer> undone, int awaited,
        boolean unwound) {
    public static final Undo NOTHING = new Undo(0, 0, List.of(), List.of(), 0, false);

    public Undo {
        owed = List.copyOf(owed);
        undone = List.copyOf(undone);
    }

    boolean owes() {
        return !owed.isEmpty();
    }

    /// The attempt to compensate now. Later successes queue up behind it.
    int nextOwed() {
        return owed.getFirst();
    }

    boolean knows(int attempt) {
        return owed.contains(attempt) || undone.contains(attempt);
    }

    Undo ran(int attempt) {
        return new Undo(accepted, attempt, owed, undone, awaited, unwound);
    }

    Undo acceptedAs(int attempt) {
        return new Undo(attempt, runs, owed, undone, awaited, unwound);
    }

    Undo owing(int attempt) {
        return new Undo(accepted, runs, plus(owed, attempt), undone, awaited, unwound);
    }

    Undo done(int attempt) {
        var left = owed.stream().filter(other -> other != attempt).toList();
        return new Undo(accepted, runs, left, plus(undone, attempt), awaited, unwound);
    }

    Undo oneMoreAwaited() {
        return new Undo(accepted, runs, owed, undone, awaited + 1, unwound);
    }

    Undo rewound() {
        return new Undo(accepted, runs, owed, undone, 0, false);
    }

    Undo asUnwound() {
        return new Undo(accepted, runs, owed, undone, awaited, true);
    }

    private static List<Integer> plus(List<Integer> attempts, int attempt) {
        var more = new ArrayList<>(attempts);
        more.add(attempt);
        return more;
    }
}
