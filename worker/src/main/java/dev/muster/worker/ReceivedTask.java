package dev.muster.worker;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.TaskRecord;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import dev.muster.worker.lease.AttemptKey;
import org.jspecify.annotations.Nullable;

/// A task record that was read and checked.
record ReceivedTask(WorkflowId workflow, TaskId task, TaskRecord record) {
    /// Either a task, or the reason why it can't be one.
    sealed interface Reading {
        record Task(ReceivedTask task) implements Reading {}

        record Refused(String reason) implements Reading {}
    }

    static Reading read(Delivery delivery) {
        var key = delivery.key();
        var value = delivery.value();
        if (key == null || value == null) {
            return new Reading.Refused("expected a record with a key and a value");
        }
        try {
            var record = WireFormat.read(TaskRecord.class, value);
            var missing = missing(record);
            return missing != null
                    ? new Reading.Refused(missing)
                    : new Reading.Task(
                            new ReceivedTask(new WorkflowId(key), new TaskId(record.task()), record));
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            return new Reading.Refused(String.valueOf(e.getMessage()));
        }
    }

    AttemptKey key() {
        return new AttemptKey(workflow.value(), task.value(), record.attempt());
    }

    boolean isCompensation() {
        return record.phase() == TaskRecord.Phase.COMPENSATE;
    }

    TaskCall call() {
        return new TaskCall(record.order().action(), record.order().input(), record.order().output());
    }

    // Jackson leaves null what a record lacks, whatever its annotations say.
    @SuppressWarnings("ConstantConditions")
    private static @Nullable String missing(TaskRecord record) {
        TaskRecord.@Nullable Order order = record.order();
        if (record.task() == null || record.phase() == null || order == null) {
            return "expected the fields task, phase and order";
        }
        @Nullable
        Json input = order.input();
        if (order.agent() == null || order.action() == null || input == null) {
            return "expected the fields order.agent, order.action and order.input";
        }
        if (record.attempt() < 1 || order.timeoutMillis() < 1) {
            return "expected attempt and order.timeoutMillis of 1 or more";
        }
        return null;
    }
}
