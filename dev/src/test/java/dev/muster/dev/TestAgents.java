package dev.muster.dev;

import dev.muster.common.error.TaskExecutionException;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.TaskContext;
import dev.muster.worker.Worker;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A worker in a process of its own, whose one agent, `test`, leaves a witness of all it does.
/// Arguments: where Kafka is, the file of the side effects.
final class TestAgents {
    private TestAgents() {}

    /// @param millis how long the work takes
    record Work(int millis) {}

    public static void main(String[] args) throws InterruptedException {
        try (var worker = Worker.builder(args[0]).agent(agent(new SideEffects(Path.of(args[1]))))
                .maxInFlight(100).start()) {
            System.out.println("The worker runs");
            worker.awaitShutdown();
        }
    }

    static AgentDefinition agent(SideEffects witness) {
        return AgentDefinition.of("test").action("work", Work.class, (work, task) -> {
            witness.write(deed("begun", task));
            // Nobody counts it down: work that takes its time, and ends at once when it is interrupted.
            if (new CountDownLatch(1).await(work.millis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody counts it down");
            }
            witness.write(deed("done", task));
            return Map.of("attempt", task.attempt());
        }).compensation("undo", Work.class, Map.class,
                (work, made, task) -> witness.write(deed("undone", task)))
                .action("fail", Work.class, (work, task) -> fails(task))
                .action("crash", Work.class, (work, task) -> {
                    Runtime.getRuntime().halt(9);
                    return null;
                });
    }

    private static @Nullable Object fails(TaskContext task) {
        throw TaskExecutionException.terminal("told_to",
                "task " + task.task() + " fails because it is told to", null);
    }

    private static SideEffects.Deed deed(String deed, TaskContext task) {
        return new SideEffects.Deed(deed, task.workflow().value(), task.task().value(), task.attempt());
    }
}
