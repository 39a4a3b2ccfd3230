package dev.muster.worker;

import dev.muster.common.wire.AgentRecord.Breaker;
import dev.muster.common.wire.AgentRecord.Breaker.State;
import dev.muster.common.wire.WorkerRecord.BreakerWord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where the fleet's circuit breaker of one agent type stands, as one worker has seen it, and what the worker wants it to
/// become. Each change of the fleet's state has an epoch of its own; what the worker wants is worth no more than the
/// epoch in which it came to want it.
///
/// A value: each method returns what follows.
/// @param worker this one
/// @param fleet the latest state that was seen; epoch 0 if there was none
/// @param wanted open, or closed while this worker probes; null if it has nothing to want
/// @param wantedSince when it came to want it
record FleetBreaker(String worker, Seen fleet, @Nullable State wanted, Instant wantedSince) {
    /// @param until while open, when it may be tried
    record Seen(State state, int epoch, Instant until, @Nullable String prober) {
        static final Seen NONE = new Seen(State.CLOSED, 0, Instant.MIN, null);

        static Seen of(@Nullable Breaker breaker) {
            return breaker == null
                    ? NONE
                    : new Seen(breaker.state(), breaker.epoch(),
                            breaker.untilMillis() == null
                                    ? Instant.MIN
                                    : Instant.ofEpochMilli(breaker.untilMillis()),
                            breaker.prober());
        }
    }

    /// What the worker does with the agent's tasks.
    enum Position {
        /// Takes them.
        TAKE,
        /// Leaves them where they are.
        HOLD,
        /// Takes one at a time, to see whether it can be done.
        PROBE
    }

    static FleetBreaker of(String worker) {
        return new FleetBreaker(worker, Seen.NONE, null, Instant.MIN);
    }

    /// The fleet's state was seen. What was wanted of an earlier one is forgotten.
    FleetBreaker follow(Seen seen) {
        return seen.epoch() > fleet.epoch() ? new FleetBreaker(worker, seen, null, Instant.MIN) : this;
    }

    /// The worker's own breaker opened: too many failed, or the probe did.
    FleetBreaker open(Instant now) {
        return want(State.OPEN, now);
    }

    /// The worker's own breaker closed: the probes succeeded.
    FleetBreaker close(Instant now) {
        return fleet.state() == State.HALF_OPEN ? want(State.CLOSED, now) : this;
    }

    private FleetBreaker want(State state, Instant now) {
        var mayWant = wanted == null && (fleet.state() == State.CLOSED || isProber());
        return mayWant ? new FleetBreaker(worker, fleet, state, now) : this;
    }

    /// Nobody followed this worker for as long as it would have stayed open: coordinators that keep up follow within
    /// a moment, so there is none that knows of breakers. It does not wait for them for ever.
    boolean isLeftAlone(Duration delay, Instant now) {
        return fleet.state() == State.CLOSED && wanted != null && !wantedSince.plus(delay).isAfter(now);
    }

    /// As if it had wanted nothing.
    FleetBreaker relent() {
        return new FleetBreaker(worker, fleet, null, Instant.MIN);
    }

    Position position() {
        return switch (fleet.state()) {
            case CLOSED -> wanted == null ? Position.TAKE : Position.HOLD;
            case OPEN -> Position.HOLD;
            case HALF_OPEN -> isProber() && wanted == null ? Position.PROBE : Position.HOLD;
        };
    }

    /// What to say with each heartbeat, until the fleet's state is another; null if there is nothing to say.
    @Nullable
    BreakerWord word(Instant now) {
        var state = switch (fleet.state()) {
            case CLOSED -> wanted;
            case OPEN -> now.isBefore(fleet.until()) ? null : State.HALF_OPEN;
            case HALF_OPEN -> isProber() ? (wanted == null ? State.HALF_OPEN : wanted) : null;
        };
        return state == null ? null : new BreakerWord(state, fleet.epoch());
    }

    private boolean isProber() {
        return fleet.state() == State.HALF_OPEN && worker.equals(fleet.prober());
    }
}
