package dev.muster.worker.builtin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.wire.WireFormat;
import dev.muster.worker.TaskCall;
import dev.muster.worker.TaskContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The task as agents in other languages get it: one flat JSON object.
record TaskDocument(@JsonUnwrapped Attempt which, @JsonUnwrapped Order what) {
    /// @param deadline ISO 8601
    @JsonPropertyOrder({"workflow", "task", "attempt", "try", "idempotencyKey", "deadline"})
    record Attempt(String workflow, String task, int attempt, @JsonProperty("try") int tryNumber,
            String idempotencyKey, String deadline) {}

    /// @param phase `run` or `compensate`
    /// @param output what the task had returned, for a compensation
    @JsonPropertyOrder({"agent", "action", "phase", "metadata", "input", "output"})
    record Order(String agent, String action, String phase, Map<String, String> metadata, Json input,
            @Nullable Json output) {}

    static TaskDocument of(AgentType agent, TaskCall call, TaskContext task) {
        return new TaskDocument(
                new Attempt(task.workflow().value(), task.task().value(), task.attempt(), task.tryNumber(),
                        task.idempotencyKey(), task.deadline().toString()),
                new Order(agent.value(), call.action(), task.isCompensation() ? "compensate" : "run",
                        task.metadata(), call.input(), call.output()));
    }

    byte[] bytes() {
        return WireFormat.MAPPER.writeValueAsBytes(this);
    }
}
