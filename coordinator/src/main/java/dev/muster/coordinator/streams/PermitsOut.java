package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.wire.ReportRecord;
import dev.muster.coordinator.gate.Holder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/// The attempts that hold permits of one gate, by when they got them, and what is said of that to their workflows. Owned by
/// the stream thread.
final class PermitsOut {
    /// After which a grant is told: most attempts have ended by then.
    private static final Duration TOLD_AFTER = Duration.ofSeconds(1);
    /// Between two looks after permits that are out for long.
    private static final Duration AUDIT_INTERVAL = Duration.ofSeconds(20);

    private final Map<Holder, Instant> untold = new LinkedHashMap<>();
    private final Map<Holder, Instant> all = new LinkedHashMap<>();
    private Instant auditAt;

    PermitsOut(Instant now) {
        this.auditAt = now.plus(AUDIT_INTERVAL);
    }

    void granted(Holder holder, Instant now) {
        untold.put(holder, now);
        all.put(holder, now);
    }

    void returned(Holder holder) {
        untold.remove(holder);
        all.remove(holder);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /// So that whoever looks at a workflow sees that its task has left the gate.
    /// @param isHeld whether a permit is out still
    void tell(Instant now, Predicate<Holder> isHeld, GateDesk.Out sinks) {
        var due = untold.entrySet().iterator();
        while (due.hasNext()) {
            var next = due.next();
            if (next.getValue().plus(TOLD_AFTER).isAfter(now)) {
                return;
            }
            due.remove();
            var holder = next.getKey();
            if (isHeld.test(holder)) {
                sinks.report(holder.workflow(),
                        new ReportRecord.Granted(Objects.requireNonNull(holder.task()).value(),
                                holder.attempt()));
            }
        }
    }

    /// Asks now and then after attempts that hold a permit for long although their topic was seen empty since: if nobody has
    /// them, nobody would ever give it back.
    void audit(String gate, Instant now, Intake intake, GateDesk.Out sinks) {
        if (auditAt.isAfter(now)) {
            return;
        }
        auditAt = now.plus(AUDIT_INTERVAL);
        var agent = new AgentType(gate);
        for (var held : all.entrySet()) {
            if (held.getValue().plus(VanishedAttempts.PATIENCE).isAfter(now)) {
                return;
            }
            var holder = held.getKey();
            intake.emptyBetween(agent, held.getValue().plus(VanishedAttempts.COMMITTED_WITHIN).toEpochMilli(),
                    now.minus(VanishedAttempts.PROCESSED_WITHIN).toEpochMilli())
                    .ifPresent(takenBy -> sinks.report(holder.workflow(), new ReportRecord.Vanished(
                            Objects.requireNonNull(holder.task()).value(), holder.attempt(), takenBy)));
        }
    }
}
