package dev.muster.bench;

import dev.muster.bench.Plan.Jvms;
import dev.muster.bench.Plan.Load;
import dev.muster.bench.Plan.Looks;
import dev.muster.bench.Plan.Shape;
import dev.muster.bench.Plan.Times;
import dev.muster.cli.CommandFailedException;
import dev.muster.cli.ExitCode;
import dev.muster.dev.Lifetime;
import dev.muster.dev.TemporaryFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "bench", description = "Measure a fleet of processes of its own on this machine.")
final class BenchCommand implements Callable<Integer> {
    /// The collector that costs least of few processors, and memory that is known beforehand.
    private static final Map<String, String> FLAGS = Map.of("broker", "-XX:+UseSerialGC -Xms512m -Xmx512m",
            "coordinator", "-XX:+UseSerialGC -Xms512m -Xmx512m", "worker",
            "-XX:+UseSerialGC -Xms512m -Xmx512m");

    @Parameters(index = "0", paramLabel = "WORKLOAD", description = "chain3: three tasks, one after the other. fan50: one, then 50 side by side, then one. fan N: the same with N. mixed: payloads of 100 B to 100 kB, failures, retries, rollbacks. gated: chain3 through gates. refill: how soon a slot of a full gate is filled again.")
    private String workload = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "N", description = "How many side by side, for fan.")
    private @Nullable Integer width;

    @Option(names = "--outstanding", paramLabel = "N", description = "How many workflows are under way at once (default: 200; fan50 8, fan 1, refill 50).")
    private @Nullable Integer outstanding;

    @Option(names = "--rate", paramLabel = "N", description = "Submit so many a second instead, whether others end or not; latencies count from when each was due.")
    private @Nullable Double rate;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "60", description = "How long is measured (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--warmup", paramLabel = "S", defaultValue = "20", description = "How long it runs before (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--sequential", paramLabel = "N", description = "How many workflows are run one at a time afterwards (default: 200; 0 for fan).")
    private @Nullable Integer sequential;

    @Option(names = "--finished", paramLabel = "N", defaultValue = "0", description = "How many ended workflows are put into the store before (default: ${DEFAULT-VALUE}).")
    private int finished;

    @Option(names = "--live", paramLabel = "N", defaultValue = "0", description = "How many workflows that wait for an agent without workers are put into the store before (default: ${DEFAULT-VALUE}).")
    private int live;

    @Option(names = "--listings", paramLabel = "N", defaultValue = "0", description = "How often the API is asked for a page of workflows afterwards, by each of some filters (default: ${DEFAULT-VALUE}).")
    private int listings;

    @Option(names = "--restarts", description = "Stop a coordinator at the end and start it again, then kill it and start it again, and tell how long it takes until it answers for all workflows.")
    private boolean restarts;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "1", description = "How often, each time with a new fleet; of several, the medians are told too (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--json", description = "One line of JSON for each run, and one for the medians.")
    private boolean json;

    @Option(names = "--through", paramLabel = "log|http", defaultValue = "log", description = "Submit by the topic of commands, or by the HTTP API (default: ${DEFAULT-VALUE}).")
    private String through = "";

    @Option(names = "--agents", paramLabel = "N", defaultValue = "1", description = "How many agent types the tasks of chain3 and gated are spread over, 1 to 3 (default: ${DEFAULT-VALUE}).")
    private int agents;

    @Option(names = "--limit", paramLabel = "N", description = "The limit of each agent, for gated (default: 10000, which is never reached) and refill (default: 5).")
    private @Nullable Integer limit;

    @Option(names = "--coordinators", paramLabel = "N", defaultValue = "1", description = "How many coordinators (default: ${DEFAULT-VALUE}).")
    private int coordinators;

    @Option(names = "--workers", paramLabel = "N", defaultValue = "1", description = "How many workers (default: ${DEFAULT-VALUE}).")
    private int workers;

    @Option(names = "--max-in-flight", paramLabel = "N", defaultValue = "500", description = "How many tasks of each agent type a worker runs at once (default: ${DEFAULT-VALUE}).")
    private int maxInFlight;

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "4", description = "Of the topics that are keyed by workflow (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(names = "--stream-threads", paramLabel = "N", defaultValue = "1", description = "Of each coordinator (default: ${DEFAULT-VALUE}).")
    private int streamThreads;

    @Option(names = "--running-limit", paramLabel = "N|none", defaultValue = "none", description = "How many workflows may run at once; with a limit, each passes a gate (default: ${DEFAULT-VALUE}).")
    private String runningLimit = "";

    @Option(names = "--jvm", paramLabel = "PART=FLAGS", description = "The flags of the JVM of broker, coordinator or worker, instead of its own; repeatable.")
    private Map<String, String> flags = Map.of();

    @Option(names = "--jfr", paramLabel = "DIR", description = "Write flight recordings of the measured time there, one of each process.")
    private @Nullable Path recordings;

    @Option(names = "--threads", description = "Tell which threads used the processors.")
    private boolean threads;

    @Override
    public Integer call() throws InterruptedException {
        var plan = plan();
        var results = new ArrayList<Result>();
        var isClean = true;
        try (var lifetime = new Lifetime()) {
            for (var run = 0; run < runs; run++) {
                try (var folder = TemporaryFolder.named("muster-bench-")) {
                    var done = Bench.run(plan, folder.path(), lifetime);
                    isClean &= done.verdict().isClean();
                    results.add(Result.of(done));
                    System.out.println(json ? results.getLast().json() : results.getLast().text());
                }
            }
        }
        if (runs > 1) {
            System.out.println(json ? Spread.of(results).json() : Spread.of(results).text());
        }
        if (!isClean) {
            throw CommandFailedException.of(ExitCode.NOT_COMPLETED,
                    "something failed, was lost or was done twice, expected nothing to");
        }
        return ExitCode.DONE;
    }

    private Plan plan() {
        for (var value : List.of(runs, seconds, agents, coordinators, workers, maxInFlight, partitions,
                streamThreads)) {
            if (value < 1) {
                throw CommandFailedException.usage("an option is " + value + ", expected 1 or more");
            }
        }
        var usual = switch (workload) {
            case "fan50" -> 8;
            case "fan" -> 1;
            case "refill" -> 50;
            default -> 200;
        };
        return new Plan(chosen(), new Stock(finished, live),
                new Load(outstanding == null ? usual : outstanding, rate, isThroughHttp()),
                new Times(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), oneAtATime()),
                new Shape(coordinators, workers, partitions, streamThreads, maxInFlight, runningLimit()),
                jvms(), new Looks(recordings, threads, listings, restarts));
    }

    private int oneAtATime() {
        return sequential != null ? sequential : workload.equals("fan") ? 0 : 200;
    }

    private Workload chosen() {
        return switch (workload) {
            case "chain3" -> Workloads.chain3(agents);
            case "gated" -> Workloads.gated(agents, limit == null ? 10_000 : limit);
            case "fan50" -> Workloads.fan("fan50", 50);
            case "fan" -> Workloads.fan("fan", width());
            case "mixed" -> Workloads.mixed();
            case "refill" -> Workloads.refill(limit == null ? 5 : limit);
            default -> throw CommandFailedException.usage("the workload is " + workload
                    + ", expected chain3, fan50, fan N, mixed, gated or refill");
        };
    }

    private int width() {
        if (width == null || width < 1) {
            throw CommandFailedException
                    .usage("fan is given without a number, expected how many tasks are side by side");
        }
        return width;
    }

    private boolean isThroughHttp() {
        return switch (through) {
            case "log" -> false;
            case "http" -> true;
            default -> throw CommandFailedException
                    .usage("--through is " + through + ", expected log or http");
        };
    }

    private @Nullable Integer runningLimit() {
        if (!runningLimit.matches("none|\\d{1,9}")) {
            throw CommandFailedException.usage(
                    "--running-limit is " + runningLimit + ", expected a whole number or none");
        }
        return runningLimit.equals("none") ? null : Integer.valueOf(runningLimit);
    }

    private Jvms jvms() {
        var chosen = new HashMap<>(FLAGS);
        flags.forEach((part, given) -> {
            if (chosen.replace(part, given) == null) {
                throw CommandFailedException
                        .usage("--jvm is for " + part + ", expected broker, coordinator or worker");
            }
        });
        return new Jvms(words(chosen, "broker"), words(chosen, "coordinator"), words(chosen, "worker"));
    }

    private static List<String> words(Map<String, String> flags, String part) {
        return List.of(flags.getOrDefault(part, "").trim().split("\\s+")).stream()
                .filter(word -> !word.isEmpty()).toList();
    }
}
