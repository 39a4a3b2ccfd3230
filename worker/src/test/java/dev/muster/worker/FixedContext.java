package dev.muster.worker;

import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// The context of attempt 1 at task `t` of workflow `w`, with ten seconds to go.
public final class FixedContext implements TaskContext {
    private final Instant deadline = Instant.now().plus(Duration.ofSeconds(10));

    @Override
    public WorkflowId workflow() {
        return new WorkflowId("w");
    }

    @Override
    public TaskId task() {
        return new TaskId("t");
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public int tryNumber() {
        return 1;
    }

    @Override
    public boolean isCompensation() {
        return false;
    }

    @Override
    public String idempotencyKey() {
        return "w/t/1";
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of("tier", "gold");
    }

    @Override
    public void progress(int percent, String message) {}
}
