package dev.muster.coordinator.port;

/// How one coordinator is. Thread-safe, and cheap to ask.
public interface Health {
    /// Whether it answers questions and carries out commands.
    boolean isReady();

    /// False once a part of it failed for good: the process should be restarted.
    boolean isLive();
}
