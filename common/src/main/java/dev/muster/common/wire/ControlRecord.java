package dev.muster.common.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/// A value on the `control` topic, which every worker reads from its end. It has no key.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ControlRecord extends WireRecord {
    /// The attempt is no longer wanted: whoever runs it is to interrupt it, whoever has yet to start it must not.
    /// @param worker only this one is meant; all if null
    @JsonTypeName("cancel")
    record Cancel(String workflow, String task, int attempt,
            @Nullable String worker) implements ControlRecord {
        public Cancel {
            Required.text("workflow", workflow);
            Required.text("task", task);
            Required.positive("attempt", attempt);
        }

        public Cancel(String workflow, String task, int attempt) {
            this(workflow, task, attempt, null);
        }
    }

    /// The worker's claim of an attempt that had been delivered before is accepted: it may run it.
    @JsonTypeName("confirm")
    record Confirm(String workflow, String task, int attempt, String worker) implements ControlRecord {
        public Confirm {
            Required.text("workflow", workflow);
            Required.text("task", task);
            Required.positive("attempt", attempt);
            Required.text("worker", worker);
        }
    }
}
