package dev.muster.dev.faults;

import dev.muster.common.error.TaskExecutionException;
import dev.muster.dev.faults.Executions.Attempt;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.TaskContext;
import dev.muster.worker.Worker;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A worker in a process of its own whose agents leave a witness of all they do.
/// Arguments: where Kafka is, the file of the executions.
public final class WitnessWorker {
    static final String FREE = "free";
    static final String BOUNDED = "bounded";
    static final int LIMIT = 5;

    private WitnessWorker() {}

    /// @param millis how long the work takes
    /// @param failures how many attempts fail before one succeeds; -1 for an end without retries
    record Work(int millis, int failures) {}

    public static void main(String[] args) throws InterruptedException {
        try (var worker = start(args[0], Path.of(args[1]))) {
            System.out.println("The worker runs");
            worker.awaitShutdown();
        }
    }

    static Worker start(String kafka, Path file) {
        var executions = new Executions(file);
        return Worker.builder(kafka).agent(agent(FREE, executions))
                .agent(agent(BOUNDED, executions).limit(LIMIT)).maxInFlight(50).start();
    }

    private static AgentDefinition agent(String type, Executions executions) {
        // What fails does so because it is told to, which is no sign of a service that is down.
        return AgentDefinition.of(type).breakerCounts(failure -> false)
                .action("work", Work.class, (work, task) -> work(type, executions, work, task))
                .compensation("undo", Work.class, Map.class, (work, made, task) -> {
                    executions.begin(attempt(task), type, Executions.UNDO);
                    executions.end(attempt(task), type, Executions.UNDO, Executions.DONE);
                });
    }

    private static Map<String, Object> work(String type, Executions executions, Work work, TaskContext task)
            throws InterruptedException {
        executions.begin(attempt(task), type, Executions.RUN);
        var end = "interrupted";
        try {
            // Nobody counts it down: work that takes its time, and ends at once when it is interrupted.
            if (new CountDownLatch(1).await(work.millis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody counts it down");
            }
            end = "failed";
            if (work.failures() < 0) {
                throw TaskExecutionException.terminal("told_to", "it fails because it is told to", null);
            }
            if (task.attempt() <= work.failures()) {
                throw new IllegalStateException("it fails because it is told to");
            }
            end = Executions.DONE;
            return Map.of("attempt", task.attempt());
        } finally {
            executions.end(attempt(task), type, Executions.RUN, end);
        }
    }

    private static Attempt attempt(TaskContext task) {
        return new Attempt(task.workflow().value(), task.task().value(), task.attempt());
    }
}
