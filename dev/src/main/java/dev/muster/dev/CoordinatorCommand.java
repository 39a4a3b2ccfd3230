package dev.muster.dev;

import dev.muster.cli.CommandFailedException;
import dev.muster.cli.ExitCode;
import dev.muster.common.format.Durations;
import dev.muster.coordinator.CoordinatorConfig;
import dev.muster.coordinator.port.Address;
import dev.muster.coordinator.streams.EngineConfig;
import dev.muster.coordinator.streams.Keeping;
import dev.muster.dev.settings.Faults;
import dev.muster.dev.settings.SettingsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "coordinator", description = "Start one coordinator of a fleet.")
final class CoordinatorCommand implements Callable<Integer> {
    @Mixin
    private KafkaOption kafka = new KafkaOption();

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "The port of the HTTP API, 0 for any (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--host", paramLabel = "HOST", defaultValue = "127.0.0.1", description = "The address that the HTTP API listens on (default: ${DEFAULT-VALUE}).")
    private String host = "";

    @Option(names = "--advertise", paramLabel = "HOST:PORT", description = "Where the other coordinators reach this one's API (default: --host and --port).")
    private @Nullable String advertise;

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "4", description = "Into how many parts the workflows of a new fleet are cut; can't be changed later (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "How many threads decide, each with partitions of its own (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--standbys", paramLabel = "N", defaultValue = "1", description = "How many other coordinators keep a copy of what one has, to take over at once (default: ${DEFAULT-VALUE}).")
    private int standbys;

    @Option(names = "--running-limit", paramLabel = "N|none", defaultValue = "100", description = "How many workflows may run at once, for a fleet that was not told before (default: ${DEFAULT-VALUE}).")
    private String runningLimit = "";

    @Option(names = "--max-pending", paramLabel = "N|none", defaultValue = "100000", description = "How many workflows may wait for their turn before new ones are refused (default: ${DEFAULT-VALUE}).")
    private String maxPending = "";

    @Option(names = "--keep-ended", paramLabel = "DURATION|forever", defaultValue = "7d", description = "How long workflows are kept after their end (default: ${DEFAULT-VALUE}).")
    private String keepEnded = "";

    @Option(names = "--data", paramLabel = "DIR", description = "Where its stores are kept, which a restart on the same machine then need not read back from Kafka.")
    private @Nullable Path data;

    @Option(names = "--replication", paramLabel = "N", defaultValue = "-1", description = "How many copies Kafka keeps of the topics that are created; -1 for what the brokers are set to (default: ${DEFAULT-VALUE}).")
    private short replication;

    @Mixin
    private TopicsOption topicNames = new TopicsOption();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Override
    public Integer call() throws InterruptedException {
        var faults = settings.faults(Objects.requireNonNull(spec));
        var clients = kafka.settings(faults);
        var keeping = keeping(faults);
        var topics = topicNames.checked(faults);
        var running = faults.of("", () -> number("--running-limit", runningLimit, 0));
        var pending = faults.of("", () -> number("--max-pending", maxPending, 1));
        var address = faults.of("", this::advertised);
        var entry = access.entry(host, faults);
        faults.check();
        if (settings.isShown()) {
            settings.effective(spec, clients).forEach(System.out::println);
            return ExitCode.DONE;
        }
        var served = new CoordinatorConfig.Http(host, port, address, Objects.requireNonNull(entry));
        var brokers = kafka.reachable(clients);
        var all = new HashMap<>(clients);
        all.put("num.stream.threads", String.valueOf(threads));
        try (var lifetime = new Lifetime();
                var temporary = TemporaryFolder.named("muster-coordinator-");
                var coordinator = Coordinators.ready(CoordinatorConfig
                        .of(EngineConfig.of(brokers, data == null ? temporary.path() : data)
                                .with(Objects.requireNonNull(topics)).keeping(keeping).withKafka(all)
                                .withRunningLimit(running).withMostPending(pending))
                        .withHttp(served))) {
            System.out.println(
                    "Muster's API is on http://" + host + ":" + coordinator.httpPort().orElseThrow());
            return lifetime.awaitEnd(coordinator::isLive) ? ExitCode.DONE : Lifetime.BROKEN;
        }
    }

    private UnaryOperator<Keeping> keeping(Faults faults) {
        atLeast(1, "--partitions", partitions, faults);
        atLeast(1, "--threads", threads, faults);
        atLeast(0, "--standbys", standbys, faults);
        faults.require(replication >= 1 || replication == Keeping.BROKERS_REPLICATION,
                "--replication is " + replication + ", expected 1 or more, or -1 for the brokers' own");
        var ended = faults.of("", this::ended);
        return keeping -> keeping.withPartitions(partitions).withStandbys(standbys)
                .withReplication(replication)
                .withEnded(ended);
    }

    private static void atLeast(int least, String option, int given, Faults faults) {
        faults.require(given >= least, option + " is " + given + ", expected " + least + " or more");
    }

    private @Nullable Duration ended() {
        return keepEnded.equals("forever")
                ? null
                : Durations.parsed(keepEnded)
                        .orElseThrow(() -> CommandFailedException.usage("--keep-ended is " + keepEnded
                                + ", expected forever or " + Durations.EXPECTED));
    }

    private static @Nullable Integer number(String option, String given, int least) {
        if (given.equals("none")) {
            return null;
        }
        if (!given.matches("\\d{1,9}") || Integer.parseInt(given) < least) {
            throw CommandFailedException
                    .usage(option + " is " + given + ", expected a whole number from " + least
                            + " on, or none");
        }
        return Integer.valueOf(given);
    }

    private @Nullable Address advertised() {
        try {
            return advertise == null ? null : Address.parse(advertise);
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.usage("--advertise is \"" + advertise
                    + "\", expected HOST:PORT as the other coordinators reach it");
        }
    }
}
