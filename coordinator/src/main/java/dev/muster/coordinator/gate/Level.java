package dev.muster.coordinator.gate;

/// What is remembered of all flows of one priority.
/// @param virtualTime where a flow begins that comes anew: see [GateLedger]
/// @param flows with requests in line
public record Level(int priority, long virtualTime, int flows) {
    Level at(long newVirtualTime) {
        return new Level(priority, newVirtualTime, flows);
    }

    Level flows(int by) {
        return new Level(priority, virtualTime, flows + by);
    }
}
