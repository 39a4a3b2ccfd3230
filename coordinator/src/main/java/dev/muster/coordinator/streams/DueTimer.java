package dev.muster.coordinator.streams;

import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.Timer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/// A timer of a workflow. Its key is all that is stored of it: the time it is due comes first, so that the store holds
/// timers in the order in which they fire.
/// @param dueMillis since 1970
record DueTimer(long dueMillis, WorkflowId workflow, Timer timer) {
    private static final Codes<Timer.Kind> KINDS = Codes.of(Timer.Kind.class,
            List.of(Timer.Kind.BACKOFF, Timer.Kind.ATTEMPT_TIMEOUT, Timer.Kind.BUDGET,
                    Timer.Kind.WORKFLOW_TIMEOUT,
                    Timer.Kind.CONTINUE));

    Bytes key() {
        var task = timer.task() == null ? "" : timer.task().value();
        var text = (workflow.value() + '\0' + task + '\0').getBytes(StandardCharsets.US_ASCII);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + text.length + 1 + Integer.BYTES).putLong(dueMillis)
                .put(text)
                .put((byte) KINDS.of(timer.kind())).putInt(timer.attempt()).array());
    }

    static DueTimer read(Bytes key) {
        var buffer = ByteBuffer.wrap(key.get());
        var due = buffer.getLong();
        var workflow = new WorkflowId(text(buffer));
        var task = text(buffer);
        var kind = KINDS.constant(buffer.get());
        return new DueTimer(due, workflow,
                new Timer(kind, task.isEmpty() ? null : new TaskId(task), buffer.getInt()));
    }

    /// Before every timer due at this time or later.
    static Bytes from(long millis) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(millis).array());
    }

    private static String text(ByteBuffer buffer) {
        var text = new StringBuilder();
        for (var next = buffer.get(); next != 0; next = buffer.get()) {
            text.append((char) next);
        }
        return text.toString();
    }
}
