package dev.muster.dev;

import dev.muster.cli.ExitCode;
import dev.muster.common.format.Durations;
import dev.muster.dev.settings.SettingsOptions;
import dev.muster.worker.Worker;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(name = "worker", description = "Start one worker of a fleet, with agents that are programs or HTTP services.")
final class WorkerCommand implements Callable<Integer> {
    @Mixin
    private KafkaOption kafka = new KafkaOption();

    @Option(names = "--agent", required = true, paramLabel = "TYPE=exec:COMMAND|TYPE=http:URL|TYPE=sample:FOLDER", converter = AgentConverter.class, description = "An agent type and what does its tasks: a program, an HTTP service, or one of the sample agents, which write into a folder. Repeatable.")
    private List<ServedAgent> agents = List.of();

    @Option(names = "--max-in-flight", paramLabel = "N", defaultValue = "20", description = "How many tasks of each agent type run at once (default: ${DEFAULT-VALUE}).")
    private int maxInFlight;

    @Option(names = "--grace", paramLabel = "DURATION", defaultValue = "30s", description = "What its tasks are given to end when it is told to (default: ${DEFAULT-VALUE}).")
    private String grace = "";

    @Mixin
    private TopicsOption topicNames = new TopicsOption();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Spec
    private @Nullable CommandSpec spec;

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
        var faults = settings.faults(Objects.requireNonNull(spec));
        faults.require(maxInFlight > 0, "--max-in-flight is " + maxInFlight + ", expected 1 or more");
        var topics = topicNames.checked(faults);
        var pause = Durations.parsed(grace);
        faults.require(pause.isPresent(), "--grace is " + grace + ", expected " + Durations.EXPECTED);
        var clients = kafka.settings(faults);
        faults.check();
        if (settings.isShown()) {
            settings.effective(spec, clients).forEach(System.out::println);
            return ExitCode.DONE;
        }
        var builder = Worker.builder(kafka.reachable(clients)).maxInFlight(maxInFlight)
                .topics(Objects.requireNonNull(topics)).gracePeriod(pause.orElseThrow());
        clients.forEach(builder::kafka);
        agents.forEach(agent -> agent.joinTo(builder));
        try (var worker = builder.start()) {
            System.out.println("Worker " + worker.id() + " takes tasks of "
                    + String.join(", ", agents.stream().map(ServedAgent::type).toList()));
            worker.awaitShutdown();
        }
        return ExitCode.DONE;
    }
}
