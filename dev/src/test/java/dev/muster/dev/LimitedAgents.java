package dev.muster.dev;

import dev.muster.worker.AgentDefinition;
import dev.muster.worker.Worker;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A worker of ten slots in a process of its own, whose agents, `limited`, `free` and `other`, say when they begin and end.
/// Arguments: where Kafka is, the file for that.
final class LimitedAgents {
    private LimitedAgents() {}

    /// @param millis how long the work takes
    record Work(int millis) {}

    public static void main(String[] args) throws InterruptedException {
        var occupancy = new Occupancy(Path.of(args[1]));
        try (var worker = Worker.builder(args[0]).agent(agent("limited", occupancy))
                .agent(agent("free", occupancy)).agent(agent("other", occupancy)).maxInFlight(10).start()) {
            System.out.println("The worker runs");
            worker.awaitShutdown();
        }
    }

    private static AgentDefinition agent(String type, Occupancy occupancy) {
        return AgentDefinition.of(type).action("work", Work.class, (work, task) -> {
            var attempt = type + "/" + task.workflow() + "/" + task.task() + "#" + task.attempt();
            occupancy.begin(attempt);
            try {
                TimeUnit.MILLISECONDS.sleep(work.millis());
                return null;
            } finally {
                occupancy.end(attempt);
            }
        });
    }
}
