package dev.muster.common.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/// A value on the `control` topic, which every worker reads from its end. It has no key.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ControlRecord extends WireRecord {
    /// The attempt is no longer wanted: whoever runs it is to interrupt it, whoever has yet to start it must not.
    @JsonTypeName("cancel")
    record Cancel(String workflow, String task, int attempt) implements ControlRecord {
        public Cancel {
            Required.text("workflow", workflow);
            Required.text("task", task);
            Required.positive("attempt", attempt);
        }
    }
}
