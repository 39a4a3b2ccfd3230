package dev.muster.dev;

import dev.muster.cli.CommandFailedException;
import dev.muster.cli.ExitCode;
import dev.muster.common.AgentType;
import dev.muster.coordinator.Coordinator;
import dev.muster.coordinator.CoordinatorConfig;
import dev.muster.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/// A broker, a coordinator and a worker in this JVM.
final class Fleet implements AutoCloseable {
    private static final Duration KNOWN_WITHIN = Duration.ofMinutes(1);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    private final EmbeddedBroker broker;
    private final Coordinator coordinator;
    private final Worker worker;

    /// @param data where everything is kept; what an earlier fleet left there goes on
    /// @param port of the HTTP API, 0 for any
    /// @param kafkaPort of the broker, 0 for any
    record Plan(Path data, int port, int kafkaPort) {}

    private Fleet(EmbeddedBroker broker, Coordinator coordinator, Worker worker) {
        this.broker = broker;
        this.coordinator = coordinator;
        this.worker = worker;
    }

    /// @param agents gives the worker its agents
    /// @return a fleet that is ready
    /// @throws CommandFailedException if it can't be had, saying why
    static Fleet start(Plan plan, Consumer<Worker.Builder> agents) throws InterruptedException {
        var broker = BrokerCommand.start(plan.data().resolve("kafka"), plan.kafkaPort());
        try {
            return start(plan, agents, broker);
        } catch (RuntimeException | InterruptedException e) {
            broker.close();
            throw e;
        }
    }

    private static Fleet start(Plan plan, Consumer<Worker.Builder> agents, EmbeddedBroker broker)
            throws InterruptedException {
        var coordinator = Coordinators.ready(CoordinatorConfig
                .of(broker.bootstrap(), plan.data().resolve("coordinator")).withHttp(plan.port()));
        try {
            // This class decides in which order things stop.
            var builder = Worker.builder(broker.bootstrap()).closedByShutdown(false);
            agents.accept(builder);
            var fleet = new Fleet(broker, coordinator, builder.start());
            fleet.awaitAgents();
            return fleet;
        } catch (RuntimeException | InterruptedException e) {
            coordinator.close();
            throw e;
        }
    }

    /// A worker makes its agents known by a record; until the coordinator has read it, it refuses workflows that name
    /// them.
    private void awaitAgents() throws InterruptedException {
        var end = System.nanoTime() + KNOWN_WITHIN.toNanos();
        var expected = worker.stats().intakes().keySet();
        while (!coordinator.agents().all().agents().stream().map(agent -> new AgentType(agent.type()))
                .toList()
                .containsAll(expected)) {
            if (System.nanoTime() > end) {
                worker.close();
                throw CommandFailedException.of(ExitCode.UNREACHABLE,
                        "the coordinator does not know the agents "
                                + expected + ", expected it to within " + KNOWN_WITHIN.toSeconds() + " s");
            }
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    /// The address of the HTTP API.
    String server() {
        return "http://127.0.0.1:" + coordinator.httpPort().orElseThrow();
    }

    /// Where Kafka clients connect.
    String kafka() {
        return broker.bootstrap();
    }

    Coordinator coordinator() {
        return coordinator;
    }

    /// Stops the parts in the order in which each can still tell the others of its end.
    @Override
    public void close() {
        try (broker; coordinator) {
            worker.close();
        }
    }
}
