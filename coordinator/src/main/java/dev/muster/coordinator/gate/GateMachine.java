package dev.muster.coordinator.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Decides what an input means to a gate: who gets a permit, and when.
///
/// Every input is accepted. One that changes nothing (a request of who waits or holds already, a release of who does
/// neither) gives no event, so a permit comes back once however often it is given back. Pure but for the rows it is
/// given: the same rows, input and instant give the same events. Stateless and thread-safe; the rows have one owner.
public final class GateMachine {
    /// How many permits one decision grants at most, so that a wide gate makes no giant transaction.
    static final int PER_STEP = 500;

    /// Decides, and applies what it decided to the rows.
    /// @return the events, in their order
    public List<GateEvent> decide(GateRows rows, GateInput input, Instant now) {
        var step = new Step(rows, now);
        switch (input) {
            case GateInput.Request request -> step.request(request);
            case GateInput.Withdraw withdraw -> step.withdraw(withdraw.holder());
            case GateInput.Release release -> step.release(release.holder());
            case GateInput.Configure configure -> {
                if (!configure.terms().equals(rows.gate().terms())) {
                    step.record(new GateEvent.Configured(configure.terms()));
                }
            }
            case GateInput.Tick tick -> {
                // Time alone may allow a grant.
            }
        }
        step.grant();
        return step.events;
    }

    private static final class Step {
        private final GateRows rows;
        private final Instant now;
        private final GateLedger ledger;
        private final List<GateEvent> events = new ArrayList<>();

        Step(GateRows rows, Instant now) {
            this.rows = rows;
            this.now = now;
            this.ledger = new GateLedger(rows);
        }

        void record(GateEvent event) {
            ledger.apply(event, now);
            events.add(event);
        }

        void request(GateInput.Request request) {
            var place = rows.place(request.holder());
            if (request.forced() && !(place instanceof Place.Held)) {
                if (place != null) {
                    record(new GateEvent.Withdrawn(request.holder()));
                }
                record(new GateEvent.Passed(request.holder()));
            } else if (place == null && rows.gate().waiting() == 0 && isOpen()) {
                record(new GateEvent.Passed(request.holder()));
            } else if (place == null) {
                var flow = new Place.Flow(request.priority(), request.key());
                record(new GateEvent.Requested(
                        new Place.Waiting(request.holder(), flow, rows.gate().tickets(), now)));
            }
        }

        void withdraw(Holder holder) {
            if (rows.place(holder) instanceof Place.Waiting) {
                record(new GateEvent.Withdrawn(holder));
            }
        }

        void release(Holder holder) {
            switch (rows.place(holder)) {
                case Place.Waiting waiting -> record(new GateEvent.Withdrawn(holder));
                case Place.Held held -> record(new GateEvent.Released(holder));
                case null -> {
                    // It came back before.
                }
            }
        }

        void grant() {
            for (int granted = 0; mayGrant(); granted++) {
                if (granted == PER_STEP) {
                    record(new GateEvent.MoreToGrant(now));
                    return;
                }
                var flow = Objects.requireNonNull(rows.firstFlow(), "who waits is in a flow").flow();
                record(new GateEvent.Granted(rows.firstOf(flow).holder()));
            }
        }

        private boolean mayGrant() {
            return rows.gate().waiting() > 0 && isOpen();
        }

        private boolean isOpen() {
            var gate = rows.gate();
            return gate.hasRoom() && (gate.terms().interval() == null || !gate.nextAt().isAfter(now));
        }
    }
}
