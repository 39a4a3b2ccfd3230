package dev.muster.coordinator.streams;

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
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// One gate of this partition and the agent type behind it: puts inputs before the machine, and says what goes out.
/// Owned by the stream thread.
final class GateDesk {
    /// After which a worker that tries a breaker is taken for gone.
    private static final Duration PROBER_SILENCE = Duration.ofSeconds(10);

    private final String gate;
    private final KeyValueStore<Bytes, byte[]> store;
    private final GateMachine machine = new GateMachine();
    private final StoredGateRows rows;
    /// Of attempts; workflows that were admitted need no looking after.
    private final PermitsOut out;
    private final GateFigures figures;
    private AgentRecord entry;
    private boolean isEntered;
    private Instant proberHeardAt;

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
        this.out = new PermitsOut(now);
        if (!isForWorkflows()) {
            rows.eachHeld(holder -> out.granted(holder, now));
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
        if (!out.isEmpty()) {
            out.tell(now, holder -> rows.place(holder) instanceof Place.Held, sinks);
            out.audit(gate, now, intake, sinks);
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
                case GateEvent.Released released -> out.returned(released.holder());
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
            out.granted(holder, now);
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
