package dev.muster.coordinator.streams;

import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.gate.FlowRow;
import dev.muster.coordinator.gate.GateRow;
import dev.muster.coordinator.gate.Holder;
import dev.muster.coordinator.gate.Place;
import dev.muster.coordinator.gate.Terms;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The stored forms of the gates' rows. A gate's terms are not among them: they follow from its agent's entry.
final class GateForms {
    private static final int VERSION = 1;
    private static final int HELD = 0;
    private static final int WAITING = 1;

    private GateForms() {}

    static byte[] write(GateRow row) {
        return new FormWriter(VERSION).number(row.held()).number(row.waiting()).number(row.tickets())
                .instant(row.nextAt()).bytes();
    }

    static GateRow gate(byte[] bytes, Terms terms) {
        var form = new FormReader("gate", VERSION, bytes);
        return new GateRow(terms, form.count(), form.count(), form.number(), orEpoch(form.instant()));
    }

    static byte[] write(Place place) {
        return switch (place) {
            case Place.Held held -> holder(held.holder()).number(HELD).instant(held.since()).bytes();
            case Place.Waiting waiting -> flow(holder(waiting.holder()).number(WAITING), waiting.flow())
                    .number(waiting.ticket()).instant(waiting.since()).bytes();
        };
    }

    static Place place(byte[] bytes) {
        var form = new FormReader("place at a gate", VERSION, bytes);
        var holder = holder(form);
        return form.count() == HELD
                ? new Place.Held(holder, orEpoch(form.instant()))
                : new Place.Waiting(holder, flow(form), form.number(), orEpoch(form.instant()));
    }

    static byte[] write(FlowRow row) {
        return flow(new FormWriter(VERSION), row.flow()).number(row.tag()).number(row.waiting()).bytes();
    }

    static FlowRow flowRow(byte[] bytes) {
        var form = new FormReader("flow", VERSION, bytes);
        return new FlowRow(flow(form), form.number(), form.count());
    }

    /// @param task as it is to be published; null for a workflow
    record Request(Place.Waiting place, @Nullable String task) {
        byte[] bytes() {
            var form = flow(holder(place.holder()), place.flow());
            return form.number(place.ticket()).instant(place.since()).optionalText(task).bytes();
        }

        static Request read(byte[] bytes) {
            var form = new FormReader("request", VERSION, bytes);
            return new Request(new Place.Waiting(holder(form), flow(form), form.number(),
                    orEpoch(form.instant())), form.optionalText());
        }
    }

    private static FormWriter holder(Holder holder) {
        return new FormWriter(VERSION).text(holder.workflow().value())
                .optionalText(holder.task() == null ? null : holder.task().value()).number(holder.attempt());
    }

    private static Holder holder(FormReader form) {
        var workflow = new WorkflowId(form.text());
        var task = form.optionalText();
        return new Holder(workflow, task == null ? null : new TaskId(task), form.count());
    }

    /// A priority may be negative, which a stored number may not.
    private static FormWriter flow(FormWriter form, Place.Flow flow) {
        return form.flag(flow.priority() < 0).number(Math.abs((long) flow.priority())).text(flow.key());
    }

    private static Place.Flow flow(FormReader form) {
        var isNegative = form.flag();
        var priority = form.count();
        return new Place.Flow(isNegative ? -priority : priority, form.text());
    }

    private static Instant orEpoch(@Nullable Instant instant) {
        return Objects.requireNonNullElse(instant, Instant.EPOCH);
    }
}
