package dev.muster.worker.lease;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Decides when a share consumer may be polled again, so that one poll is not handed two of the broker's responses: of
/// the second, Kafka's client (4.3.1, KAFKA-21106) forgets to acknowledge the transactions' markers, and the whole group
/// waits behind them.
///
/// A poll that brings nothing leaves a fetch under way. The next poll asks for another one, if the first one's response
/// arrives in the moment in which it begins. So it has to wait until a response came: it then finds that one in the
/// client's buffer, and asks for nothing.
///
/// Owned by the intake's thread.
public final class PollGate {
    private final Duration patience;
    private double responses;
    private @Nullable Instant shutAt;

    /// @param patience how long the gate stays shut when no response comes, as when there is no broker: longer than a
    ///        broker holds back its response for want of records
    public PollGate(Duration patience) {
        this.patience = patience;
    }

    /// A poll returned.
    /// @param responses how many responses had come when it began: one that came during the poll was either seen by it,
    ///        or waits for the next
    public void polled(double responses, boolean isEmpty, Instant now) {
        this.responses = responses;
        this.shutAt = isEmpty ? now : null;
    }

    /// @param responses how many responses have come
    public boolean isOpen(double responses, Instant now) {
        return shutAt == null || responses > this.responses || !shutAt.plus(patience).isAfter(now);
    }
}
