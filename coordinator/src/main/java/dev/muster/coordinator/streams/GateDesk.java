package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.GateRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.TaskRecord;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.gate.Breaker;
import dev.muster.coordinator.gate.GateEvent;
import dev.muster.coordinator.gate.GateInput;
import dev.muster.coordinator.gate.GateMachine;
import dev.muster.coordinator.gate.Holder;
import dev.muster.coordinator.gate.Place;
import dev.muster.coordinator.port.OwnAnswers.Gate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// One gate of this partition and the agent type behind it: puts inputs before the machine, and says what goes out.
/// Owned by the stream thread.
final class GateDesk {
    /// After which a worker that tries a breaker is taken for gone.
    private static final Duration PROBER_SILENCE = Duration.ofSeconds(10);
    /// After which a grant is told to its workflow: most attempts have ended by then.
    private static final Duration TOLD_AFTER = Duration.ofSeconds(1);

    private final String gate;
    private final KeyValueStore<Bytes, byte[]> store;
    private final GateMachine machine = new GateMachine();
    private final StoredGateRows rows;
    /// Attempts that hold permits, by when they got them: those whose workflows were not told yet, and all.
    private final Map<Holder, Instant> untold = new LinkedHashMap<>();
    private final Map<Holder, Instant> out = new LinkedHashMap<>();
    private Instant auditAt;
    private final GateFigures figures;
    private AgentRecord entry;
    private boolean isEntered;
    private Instant proberHeardAt;

    /// Between two looks after permits that are out for long.
    private static final Duration AUDIT_INTERVAL = Duration.ofSeconds(20);

    /// Where to what follows goes.
    interface Out {
        void publish(WorkflowId workflow, TaskRecord task);

        void report(WorkflowId workflow, ReportRecord report);

        void register(String gate, AgentRecord entry);
    }

    GateDesk(String gate, KeyValueStore<Bytes, byte[]> store, GateFigures figures, Instant now) {
        this.gate = gate;
        this.store = store;
        this.figures = figures;
        var stored = store.get(GateKey.agent(gate));
        this.isEntered = stored != null;
        this.entry = stored == null ? AgentEntry.NEW : read(stored);
        this.rows = new StoredGateRows(store, gate, AgentEntry.terms(entry));
        this.proberHeardAt = now;
        this.auditAt = now.plus(AUDIT_INTERVAL);
        if (!isForWorkflows()) {
            rows.eachHeld(holder -> {
                untold.put(holder, now);
                out.put(holder, now);
            });
        }
        count();
    }

    /// Whether time alone may change anything.
    boolean isTimed() {
        return rows.gate().waiting() > 0 || !out.isEmpty()
                || AgentEntry.breaker(entry).state() == Breaker.State.HALF_OPEN;
    }

    void take(GateRecord record, Instant now, Out sinks) {
        switch (record) {
            case GateRecord.Request request -> request(request, now, sinks);
            case GateRecord.Release release -> decide(new GateInput.Release(
                    holder(release.workflow(), release.task(), release.attempt())), null, now, sinks);
            case GateRecord.Withdraw withdraw -> decide(new GateInput.Withdraw(
                    holder(withdraw.workflow(), withdraw.task(), withdraw.attempt())), null, now, sinks);
            case GateRecord.Register register -> enter(AgentEntry.registered(entry, register), now, sinks);
            case GateRecord.Configure configure ->
                enter(AgentEntry.configured(entry, configure.settings()), now, sinks);
            case GateRecord.Breaker said -> hear(AgentEntry.word(said), now, sinks);
            case GateRecord.ResetBreaker reset -> turn(AgentEntry.breaker(entry).reset(), now, sinks);
        }
    }

    void tick(Instant now, Intake intake, Out sinks) {
        if (rows.gate().waiting() > 0) {
            decide(new GateInput.Tick(), null, now, sinks);
        }
        tellGrants(now, sinks);
        if (!auditAt.isAfter(now)) {
            audit(now, intake, sinks);
            auditAt = now.plus(AUDIT_INTERVAL);
        }
        if (!proberHeardAt.plus(PROBER_SILENCE).isAfter(now)) {
            turn(AgentEntry.breaker(entry).proberLost(now), now, sinks);
        }
    }

    private void request(GateRecord.Request request, Instant now, Out sinks) {
        var task = request.task();
        var holder = holder(request.workflow(), task == null ? null : task.task(),
                task == null ? null : task.attempt());
        enter(AgentEntry.gated(entry), now, sinks);
        decide(new GateInput.Request(holder, request.priority(), request.key(), request.forced()), task, now,
                sinks);
    }

    private void decide(GateInput input, @Nullable TaskRecord task, Instant now, Out sinks) {
        rows.begin(task == null ? null : text(task));
        var events = machine.decide(rows, input, now);
        if (events.isEmpty()) {
            return;
        }
        rows.flush();
        for (var event : events) {
            switch (event) {
                case GateEvent.Granted granted -> grant(granted.holder(), kept(granted.holder()), now, sinks);
                case GateEvent.Passed passed -> grant(passed.holder(), task, now, sinks);
                case GateEvent.Released released -> {
                    untold.remove(released.holder());
                    out.remove(released.holder());
                }
                case GateEvent.Requested requested -> {
                    // Its turn comes.
                }
                case GateEvent.Withdrawn withdrawn -> {
                    // Whoever took it back awaits no answer.
                }
                case GateEvent.Configured configured -> {
                    // Told by the agent's entry.
                }
                case GateEvent.MoreToGrant more -> {
                    // The next tick grants it.
                }
            }
        }
        count();
    }

    private void grant(Holder holder, @Nullable TaskRecord task, Instant now, Out sinks) {
        if (task == null) {
            sinks.report(holder.workflow(), new ReportRecord.Admitted());
        } else {
            sinks.publish(holder.workflow(), task);
            untold.put(holder, now);
            out.put(holder, now);
        }
    }

    private @Nullable TaskRecord kept(Holder holder) {
        var task = rows.taken(holder);
        try {
            return task == null
                    ? null
                    : WireFormat.read(TaskRecord.class, task.getBytes(StandardCharsets.UTF_8));
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("a task that waited at gate " + gate + " can't be read", e);
        }
    }

    /// So that whoever looks at a workflow sees that its task has left the gate.
    private void tellGrants(Instant now, Out sinks) {
        var due = untold.entrySet().iterator();
        while (due.hasNext()) {
            var next = due.next();
            if (next.getValue().plus(TOLD_AFTER).isAfter(now)) {
                return;
            }
            due.remove();
            var holder = next.getKey();
            if (rows.place(holder) instanceof Place.Held) {
                sinks.report(holder.workflow(), new ReportRecord.Granted(
                        Objects.requireNonNull(holder.task()).value(), holder.attempt()));
            }
        }
    }

    /// Asks after attempts that hold a permit for long although their topic was seen empty since: if nobody has them, nobody
    /// would ever give it back.
    private void audit(Instant now, Intake intake, Out sinks) {
        for (var held : out.entrySet()) {
            if (held.getValue().plus(VanishedAttempts.PATIENCE).isAfter(now)) {
                return;
            }
            var holder = held.getKey();
            intake.emptyBetween(new AgentType(gate),
                    held.getValue().plus(VanishedAttempts.COMMITTED_WITHIN).toEpochMilli(),
                    now.minus(VanishedAttempts.PROCESSED_WITHIN).toEpochMilli())
                    .ifPresent(takenBy -> sinks.report(holder.workflow(), new ReportRecord.Vanished(
                            Objects.requireNonNull(holder.task()).value(), holder.attempt(), takenBy)));
        }
    }

    private void hear(Breaker.Word word, Instant now, Out sinks) {
        var breaker = AgentEntry.breaker(entry);
        if (breaker.isProbe(word)) {
            proberHeardAt = now;
        }
        breaker.hear(word, AgentEntry.breakerDelay(entry), now).ifPresent(next -> turn(next, now, sinks));
    }

    private void turn(Breaker next, Instant now, Out sinks) {
        if (!next.equals(AgentEntry.breaker(entry))) {
            proberHeardAt = now;
            enter(AgentEntry.with(entry, next), now, sinks);
        }
    }

    private void enter(AgentRecord changed, Instant now, Out sinks) {
        if (changed.equals(entry) && isEntered) {
            return;
        }
        isEntered = true;
        entry = changed;
        store.put(GateKey.agent(gate), WireFormat.bytes(entry));
        sinks.register(gate, entry);
        decide(new GateInput.Configure(AgentEntry.terms(entry)), null, now, sinks);
    }

    private void count() {
        figures.set(gate, new Gate(rows.gate().held(), rows.gate().waiting(), rows.oldestMillis()));
    }

    private boolean isForWorkflows() {
        return gate.equals(AgentRecord.WORKFLOWS);
    }

    private static Holder holder(String workflow, @Nullable String task, @Nullable Integer attempt) {
        return new Holder(new WorkflowId(workflow), task == null ? null : new TaskId(task),
                attempt == null ? 0 : attempt);
    }

    private static String text(TaskRecord task) {
        return new String(WireFormat.bytes(task), StandardCharsets.UTF_8);
    }

    private AgentRecord read(byte[] bytes) {
        try {
            return WireFormat.read(AgentRecord.class, bytes);
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("the stored entry of agent " + gate + " can't be read", e);
        }
    }
}
