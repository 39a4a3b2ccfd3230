package dev.muster.dev.agents;

import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.worker.TaskContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/// A task as a worker would hand it over, without a worker.
record FakeTask(WorkflowId workflow, TaskId task, int attempt, BooleanSupplier cancelled,
        List<Integer> percentages) implements TaskContext {
    static FakeTask of(String workflow, String task) {
        return new FakeTask(new WorkflowId(workflow), new TaskId(task), 1, () -> false,
                new CopyOnWriteArrayList<>());
    }

    FakeTask again() {
        return new FakeTask(workflow, task, attempt + 1, cancelled, percentages);
    }

    FakeTask cancelledWhen(BooleanSupplier condition) {
        return new FakeTask(workflow, task, attempt, condition, percentages);
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
        return workflow + "/" + task + "/" + attempt;
    }

    @Override
    public Instant deadline() {
        return Instant.MAX;
    }

    @Override
    public boolean isCancelled() {
        return cancelled.getAsBoolean();
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public void progress(int percent, String message) {
        percentages.add(percent);
    }
}
