package dev.muster.dev;

import dev.muster.cli.ExitCode;
import dev.muster.worker.Worker;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(name = "worker", description = "Start one worker of a fleet, with agents that are programs or HTTP services.")
final class WorkerCommand implements Callable<Integer> {
    @Mixin
    private KafkaOption kafka = new KafkaOption();

    @Option(names = "--agent", required = true, paramLabel = "TYPE=exec:COMMAND|TYPE=http:URL|TYPE=sample:FOLDER", converter = AgentConverter.class, description = "An agent type and what does its tasks: a program, an HTTP service, or one of the sample agents, which write into a folder. Repeatable.")
    private List<ServedAgent> agents = List.of();

    @Option(names = "--max-in-flight", paramLabel = "N", defaultValue = "20", description = "How many tasks of each agent type run at once (default: ${DEFAULT-VALUE}).")
    private int maxInFlight;

    /// Reads an agent as the command line names it.
    static final class AgentConverter implements ITypeConverter<ServedAgent> {
        @Override
        public ServedAgent convert(String value) {
            try {
                return ServedAgent.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        var builder = Worker.builder(kafka.reachable()).maxInFlight(maxInFlight);
        agents.forEach(agent -> agent.joinTo(builder));
        try (var worker = builder.start()) {
            System.out.println("Worker " + worker.id() + " takes tasks of "
                    + String.join(", ", agents.stream().map(ServedAgent::type).toList()));
            worker.awaitShutdown();
        }
        return ExitCode.DONE;
    }
}
