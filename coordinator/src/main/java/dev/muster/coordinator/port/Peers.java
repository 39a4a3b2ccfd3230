package dev.muster.coordinator.port;

/// The way to the other coordinators of the fleet. Thread-safe.
public interface Peers {
    /// Asks one of them, and waits a few seconds at most.
    /// @throws dev.muster.common.error.NotReadyException if it is not reached, or can't answer now
    <A> A ask(Address peer, PeerQuestion<A> question);
}
