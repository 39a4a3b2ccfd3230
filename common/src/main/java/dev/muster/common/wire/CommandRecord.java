package dev.muster.common.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.muster.common.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value on the `commands` topic; the record's key is the workflow's id.
///
/// Every command may carry an id of its own in `command`: the events that it causes, or its refusal, carry it back.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface CommandRecord extends WireRecord {
    @Nullable
    String command();

    /// Starts a workflow of the definition given, or of the registered definition named.
    /// @param definition the whole definition as JSON; null to start a registered one by `name`
    /// @param version of the registered definition; its newest if null
    /// @param input the workflow's input; an empty object if null
    @JsonTypeName("start")
    record Start(@Nullable String command, @Nullable Json definition, @Nullable String name,
            @Nullable Integer version,
            @Nullable Json input, @Nullable List<String> tags,
            @Nullable String createdBy) implements CommandRecord {
        public Start {
            if ((definition == null) == (name == null)) {
                throw new IllegalArgumentException("expected either field definition or field name");
            }
            if (version != null) {
                Required.positive("version", version);
            }
            tags = tags == null ? null : List.copyOf(tags);
        }
    }

    /// @param rollback compensate what completed, before the workflow ends
    @JsonTypeName("cancel")
    record Cancel(@Nullable String command, boolean rollback) implements CommandRecord {}

    @JsonTypeName("pause")
    record Pause(@Nullable String command) implements CommandRecord {}

    @JsonTypeName("resume")
    record Resume(@Nullable String command) implements CommandRecord {}

    /// Runs a failed workflow on from its failed tasks, or resumes a failed rollback.
    @JsonTypeName("retry")
    record Retry(@Nullable String command) implements CommandRecord {}

    @JsonTypeName("rollback")
    record Rollback(@Nullable String command) implements CommandRecord {}
}
