package dev.muster.coordinator.gate;

import java.time.Instant;
import java.util.Objects;

/// What is remembered of a gate as a whole.
/// @param held permits that are out
/// @param waiting requests in line
/// @param tickets given out so far
/// @param nextAt before this instant the rate allows no grant
public record GateRow(Terms terms, int held, int waiting, long tickets, Instant nextAt) {
    public static final GateRow NEW = new GateRow(Terms.UNBOUNDED, 0, 0, 0, Instant.EPOCH);

    public GateRow {
        Objects.requireNonNull(terms);
        Objects.requireNonNull(nextAt);
    }

    public boolean isIdle() {
        return held == 0 && waiting == 0;
    }

    boolean hasRoom() {
        return terms.limit() == null || held < terms.limit();
    }

    /// Under other terms.
    public GateRow with(Terms newTerms) {
        return new GateRow(newTerms, held, waiting, tickets, nextAt);
    }

    GateRow held(int by) {
        return new GateRow(terms, held + by, waiting, tickets, nextAt);
    }

    GateRow waiting(int by) {
        return new GateRow(terms, held, waiting + by, tickets, nextAt);
    }

    GateRow ticketGiven() {
        return new GateRow(terms, held, waiting, tickets + 1, nextAt);
    }

    GateRow nextAt(Instant instant) {
        return new GateRow(terms, held, waiting, tickets, instant);
    }
}
