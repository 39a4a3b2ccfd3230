package dev.muster.coordinator.port;

/// How many workflows some partitions have, and what became of them.
/// @param active workflows that have not ended
/// @param tasks that completed or failed
/// @param rollbacks workflows that were rolled back, or should have been
public record Figures(long total, long active, long tasks, long rollbacks) {
    public static final Figures NONE = new Figures(0, 0, 0, 0);

    public Figures plus(Figures other) {
        return new Figures(total + other.total, active + other.active, tasks + other.tasks,
                rollbacks + other.rollbacks);
    }
}
