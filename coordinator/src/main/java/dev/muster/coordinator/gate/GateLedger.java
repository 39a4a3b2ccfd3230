package dev.muster.coordinator.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/// Turns a gate's events into state; the only code that writes [GateRows]. Decides nothing: the same events give the
/// same rows.
///
/// Flows of one priority share by start-time fair queueing (P. Goyal, H. M. Vin, H. Cheng, SIGCOMM 1996): the flow with
/// the lowest tag is served, and its tag then grows by the length of a request, the inverse of the flow's weight. A flow
/// that comes anew begins at the virtual time. That is the tag served last, and grows with every grant besides, by a
/// share for each flow in line (as in WF2Q+, J. Bennett, H. Zhang, 1997), by a whole length at most: else an endless
/// row of new flows would go before every older one.
///
/// A rate is kept by the generic cell rate algorithm (ITU-T I.371): each grant moves the instant of the next one by
/// the interval, from now or from at most a tenth of a second before.
final class GateLedger {
    /// Of a request of weight 1.
    static final long LENGTH = 1 << 20;
    /// What a rate may catch up on: a look that came late, and no more.
    static final Duration SLACK = Duration.ofMillis(100);

    private final GateRows rows;

    GateLedger(GateRows rows) {
        this.rows = rows;
    }

    /// @param at when it happened
    void apply(GateEvent event, Instant at) {
        switch (event) {
            case GateEvent.Requested requested -> request(requested.place());
            case GateEvent.Granted granted -> grant(granted.holder(), at);
            case GateEvent.Passed passed -> {
                rows.put(new Place.Held(passed.holder(), at));
                rows.put(paced(rows.gate().held(1), at));
            }
            case GateEvent.Withdrawn withdrawn -> withdraw(waiting(withdrawn.holder()));
            case GateEvent.Released released -> release(released.holder());
            case GateEvent.Configured configured -> rows.put(rows.gate().with(configured.terms()));
            case GateEvent.MoreToGrant more -> {
                // Only a further step follows from it.
            }
        }
    }

    private void request(Place.Waiting place) {
        rows.put(place);
        rows.put(rows.gate().ticketGiven().waiting(1));
        var before = rows.flow(place.flow());
        var level = rows.level(place.flow().priority());
        var row = before == null ? new FlowRow(place.flow(), level.virtualTime(), 0) : before;
        if (row.waiting() == 0) {
            row = row.with(Math.max(row.tag(), level.virtualTime()));
            rows.put(level.flows(1));
        }
        rows.put(before, row.waiting(1));
    }

    private void grant(Holder holder, Instant at) {
        var place = waiting(holder);
        rows.remove(place);
        rows.put(new Place.Held(holder, at));
        rows.put(paced(rows.gate().waiting(-1).held(1), at));
        var before = flow(place);
        var length = Math.max(1, Math.round(LENGTH / rows.gate().terms().weight(place.flow().key())));
        var level = rows.level(place.flow().priority());
        var passed = Math.min(level.virtualTime() + LENGTH / level.flows(), before.tag() + LENGTH);
        leave(before, before.waiting(-1).with(before.tag() + length),
                level.at(Math.max(before.tag(), passed)));
    }

    /// A request has left its flow.
    private void leave(FlowRow before, FlowRow after, Level level) {
        rows.put(before, after);
        var now = after.waiting() == 0 ? level.flows(-1) : level;
        rows.put(now);
        // A flow without requests whose tag has been passed is as good as a new one; so is every one when none waits.
        var upToTag = now.flows() == 0 ? Long.MAX_VALUE : now.virtualTime();
        rows.idleFlows(now.priority(), upToTag).forEach(rows::remove);
    }

    private static GateRow paced(GateRow gate, Instant at) {
        var interval = gate.terms().interval();
        if (interval == null) {
            return gate;
        }
        // A slow rate has nothing to catch up on.
        var slack = SLACK.minus(interval).isNegative() ? Duration.ZERO : SLACK.minus(interval);
        var earliest = at.minus(slack);
        return gate.nextAt((gate.nextAt().isBefore(earliest) ? earliest : gate.nextAt()).plus(interval));
    }

    private void withdraw(Place.Waiting place) {
        rows.remove(place);
        rows.put(rows.gate().waiting(-1));
        var before = flow(place);
        leave(before, before.waiting(-1), rows.level(place.flow().priority()));
    }

    private void release(Holder holder) {
        rows.remove(Objects.requireNonNull(rows.place(holder), "who releases holds"));
        rows.put(rows.gate().held(-1));
    }

    private Place.Waiting waiting(Holder holder) {
        if (rows.place(holder) instanceof Place.Waiting place) {
            return place;
        }
        throw new IllegalStateException(holder + " does not wait");
    }

    private FlowRow flow(Place.Waiting place) {
        return Objects.requireNonNull(rows.flow(place.flow()), "who waits is in a flow");
    }
}
