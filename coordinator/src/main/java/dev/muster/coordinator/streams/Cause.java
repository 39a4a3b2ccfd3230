package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.Input;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// What made the machine decide: a record or a timer. The same cause, processed again, gives its events the same ids.
/// @param name unique among all causes of a fleet
/// @param command the command's own id, where a command is the cause and has one
record Cause(String name, @Nullable String command) {
    static Cause of(RecordMetadata record, @Nullable String command) {
        return new Cause(record.topic() + '-' + record.partition() + '-' + record.offset(), command);
    }

    static Cause of(WorkflowId workflow, Input.Vanished vanished) {
        return new Cause("vanished-" + workflow + '-' + vanished.task() + '-' + vanished.attempt(), null);
    }

    static Cause of(DueTimer due) {
        var timer = due.timer();
        return new Cause("timer-" + due.dueMillis() + '-' + due.workflow() + '-' + timer.kind()
                + (timer.task() == null ? "" : "-" + timer.task() + '-' + timer.attempt()), null);
    }
}
