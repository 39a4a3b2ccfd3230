package dev.muster.coordinator.core;

/// What an attempt is for.
public enum Phase {
    RUN, COMPENSATE
}
