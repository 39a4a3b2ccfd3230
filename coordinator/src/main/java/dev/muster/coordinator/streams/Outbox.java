package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.ControlRecord;
import dev.muster.common.wire.GateRecord;
import dev.muster.common.wire.TaskRecord;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.core.Effect;
import dev.muster.coordinator.core.Gating;
import dev.muster.coordinator.core.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Carries out what one cause had for effect on one workflow: records that go out with the transaction, and timers.
/// Owned by the stream thread.
final class Outbox {
    private final ProcessorContext<Object, Object> context;
    private final TimerQueue timers;
    private final WorkflowId workflow;
    private final Cause cause;
    private final Instant now;
    private int announced;

    Outbox(ProcessorContext<Object, Object> context, TimerQueue timers, WorkflowId workflow, Cause cause) {
        this.context = context;
        this.timers = timers;
        this.workflow = workflow;
        this.cause = cause;
        this.now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    Instant now() {
        return now;
    }

    /// @param gating as the decision saw it
    void carryOut(List<Effect> effects, Origin origin, Gating gating) {
        for (var effect : effects) {
            switch (effect) {
                case Effect.Dispatch dispatch -> send(TopologyNames.TASKS_SINK, task(dispatch));
                case Effect.Request request -> ask(request.dispatch().work().agent().value(),
                        new GateRecord.Request(workflow.value(), request.priority(),
                                key(request.key(), workflow.value()), task(request.dispatch()), false));
                case Effect.ReturnPermit permit -> ask(permit.agent().value(),
                        new GateRecord.Release(workflow.value(), permit.task().value(), permit.attempt()));
                case Effect.RequestAdmission request when gating.workflows() -> ask(AgentRecord.WORKFLOWS,
                        new GateRecord.Request(workflow.value(), request.priority(), key(request.key(), ""),
                                null, request.forced()));
                case Effect.ReturnAdmission admission when gating.workflows() ->
                    ask(AgentRecord.WORKFLOWS, new GateRecord.Release(workflow.value(), null, null));
                case Effect.RequestAdmission request -> {
                    // Workflows run unasked.
                }
                case Effect.ReturnAdmission admission -> {
                    // Nor do they have anything to give back.
                }
                case Effect.CancelAttempt cancel -> cancel(cancel, gating);
                case Effect.SetTimer timer -> timers.set(workflow, timer.due(), timer.timer());
                case Effect.Announce announce -> announce(Announcement.of(announce.event(), origin));
            }
        }
    }

    void announce(Announcement announcement) {
        var subject = announcement.task() == null
                ? workflow.value()
                : workflow.value() + '/' + announcement.task().value();
        var data = EventData.of("workflow", workflow.value()).andAll(announcement.data());
        var event = new CloudEvent(cause.name() + '-' + announced++, announcement.type(), subject, now,
                cause.command(), new Json(WireFormat.MAPPER.writeValueAsString(data.fields())));
        context.forward(
                new Record<>(workflow.value(), event.data().text(), now.toEpochMilli(), event.headers()),
                TopologyNames.EVENTS_SINK);
    }

    private void cancel(Effect.CancelAttempt cancel, Gating gating) {
        if (gating.agents().contains(cancel.agent())) {
            ask(cancel.agent().value(),
                    new GateRecord.Withdraw(workflow.value(), cancel.task().value(), cancel.attempt()));
        }
        send(TopologyNames.CONTROL_SINK,
                new ControlRecord.Cancel(workflow.value(), cancel.task().value(), cancel.attempt()));
    }

    private static String key(@Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }

    private static TaskRecord task(Effect.Dispatch dispatch) {
        var key = dispatch.key();
        var work = dispatch.work();
        var phase = dispatch.phase() == Phase.RUN ? TaskRecord.Phase.RUN : TaskRecord.Phase.COMPENSATE;
        Json output = dispatch.output();
        Map<String, String> metadata = dispatch.metadata().isEmpty() ? null : dispatch.metadata();
        return new TaskRecord(key.task().value(), key.attempt(), key.tryNumber(), phase,
                new TaskRecord.Order(work.agent().value(), work.action().value(), work.input(), output,
                        dispatch.timeout().toMillis(), metadata));
    }

    private void ask(String gate, GateRecord what) {
        context.forward(new Record<>(gate, what, now.toEpochMilli()), TopologyNames.GATES_SINK);
    }

    private void send(String sink, Object value) {
        context.forward(new Record<>(workflow.value(), value, now.toEpochMilli()), sink);
    }
}
