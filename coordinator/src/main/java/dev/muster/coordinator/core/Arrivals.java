package dev.muster.coordinator.core;

/// How many of a task's dependencies have settled, and how many of those were skipped.
public record Arrivals(int settled, int skipped) {
    public static final Arrivals NONE = new Arrivals(0, 0);

    Arrivals plus(boolean wasSkipped) {
        return new Arrivals(settled + 1, wasSkipped ? skipped + 1 : skipped);
    }
}
