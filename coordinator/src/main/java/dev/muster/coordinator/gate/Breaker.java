package dev.muster.coordinator.gate;

import dev.muster.common.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the circuit breaker of an agent type stands for the whole fleet. The breakers themselves, which count, are in
/// the workers; here it is only agreed in whose words all of them believe.
/// @param epoch counts the changes: what a worker says counts only if it had seen the latest
/// @param until while open, when it may be tried again
/// @param prober while half open, the one worker that tries
public record Breaker(State state, int epoch, @Nullable Instant until, @Nullable WorkerId prober) {
    /// How every breaker begins.
    public static final Breaker NEW = new Breaker(State.CLOSED, 0, null, null);

    /// Of a circuit breaker.
    public enum State {
        CLOSED, OPEN, HALF_OPEN
    }

    public Breaker {
        Objects.requireNonNull(state);
    }

    /// What a worker said.
    /// @param epoch that it had seen
    public record Word(WorkerId worker, State state, int epoch) {}

    /// What follows from a worker's word; empty if nothing does.
    /// @param delay how long it stays open
    public Optional<Breaker> hear(Word word, Duration delay, Instant now) {
        if (word.epoch() != epoch) {
            return Optional.empty();
        }
        return switch (state) {
            case CLOSED -> word.state() == State.OPEN ? Optional.of(open(now.plus(delay))) : Optional.empty();
            case OPEN -> word.state() == State.HALF_OPEN && until != null && !until.isAfter(now)
                    ? Optional.of(new Breaker(State.HALF_OPEN, epoch + 1, null, word.worker()))
                    : Optional.empty();
            case HALF_OPEN -> !word.worker().equals(prober) ? Optional.empty() : switch (word.state()) {
                case CLOSED -> Optional.of(closed());
                case OPEN -> Optional.of(open(now.plus(delay)));
                case HALF_OPEN -> Optional.empty();
            };
        };
    }

    /// Whether the word shows that its worker still tries.
    public boolean isProbe(Word word) {
        return state == State.HALF_OPEN && word.epoch() == epoch && word.worker().equals(prober);
    }

    /// The prober fell silent: another may try at once.
    public Breaker proberLost(Instant now) {
        return state == State.HALF_OPEN ? open(now) : this;
    }

    /// An operator closes it.
    public Breaker reset() {
        return state == State.CLOSED ? this : closed();
    }

    private Breaker open(Instant triedAgainAt) {
        return new Breaker(State.OPEN, epoch + 1, triedAgainAt, null);
    }

    private Breaker closed() {
        return new Breaker(State.CLOSED, epoch + 1, null, null);
    }
}
