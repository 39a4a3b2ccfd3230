package dev.muster.coordinator.port;

import java.util.Optional;

/// What was put aside because it could not be read or accepted: to be looked at, and put back or done with. Thread-safe.
///
/// Every method throws [dev.muster.common.error.NotReadyException] if Kafka does not answer in time.
public interface DeadLetters {
    /// Of the latest ones, the newest first.
    /// @throws IllegalArgumentException if the filter's cursor is none that a page gave
    DeadLetterPage list(DeadLetterFilter filter);

    /// With as much of its payload as is shown of one.
    Optional<DeadLetterView> find(DeadLetterId id);

    /// Puts the record back to its topic, once however often and wherever that is asked.
    /// @throws dev.muster.common.error.UnknownDeadLetterException if there is no such letter
    /// @throws dev.muster.common.error.ConflictException if it was discarded, or its topic takes nothing back
    DeadLetterView replay(DeadLetterId id);

    /// Takes it from those that somebody has to look at.
    /// @throws dev.muster.common.error.UnknownDeadLetterException if there is no such letter
    /// @throws dev.muster.common.error.ConflictException if it was replayed
    DeadLetterView discard(DeadLetterId id);
}
