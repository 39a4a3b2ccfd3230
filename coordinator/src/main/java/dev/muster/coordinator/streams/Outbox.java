package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.ControlRecord;
import dev.muster.common.wire.TaskRecord;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.core.Effect;
import dev.muster.coordinator.core.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

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

    void carryOut(List<Effect> effects, Origin origin) {
        for (var effect : effects) {
            switch (effect) {
                case Effect.Dispatch dispatch -> dispatch(dispatch);
                case Effect.CancelAttempt cancel -> send(TopologyNames.CONTROL_SINK, new ControlRecord.Cancel(
                        workflow.value(), cancel.task().value(), cancel.attempt()));
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

    private void dispatch(Effect.Dispatch dispatch) {
        var key = dispatch.key();
        var work = dispatch.work();
        var phase = dispatch.phase() == Phase.RUN ? TaskRecord.Phase.RUN : TaskRecord.Phase.COMPENSATE;
        Json output = dispatch.output();
        Map<String, String> metadata = dispatch.metadata().isEmpty() ? null : dispatch.metadata();
        send(TopologyNames.TASKS_SINK,
                new TaskRecord(key.task().value(), key.attempt(), key.tryNumber(), phase,
                        new TaskRecord.Order(work.agent().value(), work.action().value(), work.input(),
                                output,
                                dispatch.timeout().toMillis(), metadata)));
    }

    private void send(String sink, Object value) {
        context.forward(new Record<>(workflow.value(), value, now.toEpochMilli()), sink);
    }
}
