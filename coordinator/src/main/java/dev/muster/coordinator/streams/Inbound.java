package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.common.wire.CommandRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.core.Input;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// What a record on `commands` or `reports` says.
sealed interface Inbound {
    record Command(WorkflowId workflow, CommandRecord command) implements Inbound {}

    /// @param asks whether a worker waits to be told if it may run the attempt
    record Report(WorkflowId workflow, Input report, boolean asks) implements Inbound {}

    /// @param reason what was found and what was expected
    record Unreadable(String reason) implements Inbound {}

    static Inbound command(Record<byte @Nullable [], byte @Nullable []> record) {
        return read(record,
                (id, value) -> new Command(id, WireFormat.read(CommandRecord.class, value)));
    }

    static Inbound report(Record<byte @Nullable [], byte @Nullable []> record) {
        return read(record, (id, value) -> {
            var report = WireFormat.read(ReportRecord.class, value);
            return new Report(id, Translation.input(report), asks(report));
        });
    }

    private static boolean asks(ReportRecord report) {
        return report instanceof ReportRecord.Claimed claimed && claimed.again() != null && claimed.again();
    }

    private static Inbound read(Record<byte @Nullable [], byte @Nullable []> record, Form form) {
        if (record.key() == null || record.value() == null) {
            return new Unreadable("expected a workflow id as key, and a value");
        }
        try {
            return form.read(new WorkflowId(new String(record.key(), StandardCharsets.UTF_8)),
                    record.value());
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            return new Unreadable(String.valueOf(e.getMessage()));
        }
    }

    /// Reads a value.
    interface Form {
        Inbound read(WorkflowId workflow, byte[] value) throws UnreadableRecordException;
    }
}
