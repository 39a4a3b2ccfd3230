package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.common.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A workflow as its users see it; serialised as it stands.
/// @param status `PENDING`, `RUNNING`, ... as in the design
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkflowView(String id, String name, int version, String status, Progress progress,
        Timing timing,
        @Nullable Map<String, Task> tasks, @Nullable Map<String, Json> results, List<Failure> errors,
        @Nullable Json input, List<String> tags, Map<String, String> metadata) {
    /// The same without what tasks returned, which may be large.
    public WorkflowView withoutOutputs() {
        var bare = new LinkedHashMap<String, Task>();
        if (tasks != null) {
            tasks.forEach((id, task) -> bare.put(id, task.withoutOutput()));
        }
        return new WorkflowView(id, name, version, status, progress, timing, tasks == null ? null : bare,
                null,
                errors, input, tags, metadata);
    }

    /// @param total of tasks known so far: the children of a `forEach` task count once it was expanded
    /// @param percentage of tasks that ended, 0 to 100
    public record Progress(int total, int completed, int failed, int running, double percentage) {}

    /// @param durationSeconds from start to end, or to now while it runs
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Timing(Instant createdAt, @Nullable Instant startedAt, @Nullable Instant endedAt,
            double durationSeconds) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Task(String status, String agent, String action, int attempts, @Nullable String worker,
            @Nullable Instant startedAt, @Nullable Instant endedAt, @Nullable Json output,
            @Nullable Failure error) {
        private Task withoutOutput() {
            return new Task(status, agent, action, attempts, worker, startedAt, endedAt, null, error);
        }
    }

    /// @param task whose failure it is; null for the workflow's own
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Failure(@Nullable String task, String code, String message) {}
}
