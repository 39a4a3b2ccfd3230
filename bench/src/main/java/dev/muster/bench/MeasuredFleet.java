package dev.muster.bench;

import dev.muster.bench.part.BrokerPart;
import dev.muster.bench.part.CoordinatorPart;
import dev.muster.bench.part.Part;
import dev.muster.bench.part.WorkerPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A broker, coordinators and workers, each a process of its own. One thread.
final class MeasuredFleet implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<PartProcess> brokers = new ArrayList<>();
    private final List<PartProcess> coordinators = new ArrayList<>();
    private final List<PartProcess> workers = new ArrayList<>();
    private final List<Supplier<PartProcess>> starts = new ArrayList<>();
    private String kafka = "";
    private String api = "";

    private MeasuredFleet() {}

    /// @param folder where everything of theirs is kept
    static MeasuredFleet start(Plan plan, Path folder) {
        var fleet = new MeasuredFleet();
        try {
            fleet.startParts(plan, folder);
            return fleet;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    private void startParts(Plan plan, Path folder) {
        var shape = plan.shape();
        brokers.add(PartProcess.start("broker", folder, plan.jvms().broker(), BrokerPart.class,
                List.of(folder.resolve("kafka").toString())));
        kafka = brokers.getFirst().awaitReady();
        for (var index = 1; index <= shape.coordinators(); index++) {
            var name = "coordinator-" + index;
            var arguments = List.of(kafka, folder.resolve(name).toString(),
                    String.valueOf(shape.partitions()),
                    String.valueOf(shape.streamThreads()),
                    shape.runningLimit() == null ? "none" : String.valueOf(shape.runningLimit()),
                    shape.coordinators() > 1 ? "1" : "0");
            starts.add(() -> PartProcess.start(name, folder, plan.jvms().coordinator(), CoordinatorPart.class,
                    arguments));
        }
        starts.forEach(start -> coordinators.add(start.get()));
        var addresses = coordinators.stream().map(PartProcess::awaitReady).toList();
        api = addresses.getFirst();
        for (var index = 1; index <= shape.workers(); index++) {
            var arguments = new ArrayList<>(List.of(kafka, String.valueOf(shape.maxInFlight())));
            arguments.addAll(plan.workload().agents());
            workers.add(PartProcess.start("worker-" + index, folder, plan.jvms().worker(), WorkerPart.class,
                    arguments));
        }
        workers.forEach(PartProcess::awaitReady);
    }

    /// Where Kafka's clients connect.
    String kafka() {
        return kafka;
    }

    /// Where the API of the first coordinator is.
    String api() {
        return api;
    }

    /// Ends the first coordinator, in the way that is told.
    void endCoordinator(Consumer<PartProcess> way) {
        way.accept(coordinators.getFirst());
    }

    /// Starts the first coordinator again on what it has kept.
    /// @return where its API is, once it is ready
    String startCoordinator() {
        coordinators.set(0, starts.getFirst().get());
        return coordinators.getFirst().awaitReady();
    }

    boolean isWhole() {
        return parts().allMatch(PartProcess::isAlive);
    }

    /// Begins flight recordings of all, which takes a while.
    void record() {
        parts().forEach(part -> part.tell(Part.RECORD));
    }

    /// Waits until the recordings have begun.
    void awaitRecording() {
        parts().forEach(PartProcess::answer);
    }

    /// Ends the recordings.
    void save(Path folder) {
        parts().forEach(part -> part.ask(Part.SAVE + folder.resolve(part.name() + ".jfr").toAbsolutePath()));
    }

    /// What workers and coordinators count, at about the same time.
    Counts counts() {
        var counting = Stream.concat(workers.stream(), coordinators.stream()).toList();
        counting.forEach(part -> part.tell(Part.FIGURES));
        return Counts.of(System.nanoTime(),
                counting.stream().map(part -> JSON.readTree(part.answer())).toList());
    }

    /// @param nanos when
    /// @param executions of different attempts
    /// @param repeated executions of attempts that had been run before
    /// @param commits of the coordinators
    /// @param refillP50Millis since the last counts; 0 if no gate was full
    record Counts(long nanos, long executions, long repeated, long commits, double refillP50Millis,
            double refillP99Millis) {
        private static Counts of(long nanos, List<JsonNode> figures) {
            return new Counts(nanos, sum(figures, "executions"), sum(figures, "repeated"),
                    sum(figures, "commits"), largest(figures, "refillP50Millis"),
                    largest(figures, "refillP99Millis"));
        }

        /// @param others executions that are not of the run
        Counts without(long others) {
            return new Counts(nanos, executions - others, repeated, commits, refillP50Millis,
                    refillP99Millis);
        }

        private static long sum(List<JsonNode> figures, String name) {
            return (long) figures.stream().mapToDouble(one -> one.path(name).asDouble(0)).sum();
        }

        private static double largest(List<JsonNode> figures, String name) {
            return figures.stream().mapToDouble(one -> one.path(name).asDouble(0)).max().orElse(0);
        }
    }

    /// How many requests of each kind the brokers have answered.
    Map<String, Long> requests() {
        var requests = new TreeMap<String, Long>();
        for (var broker : brokers) {
            JSON.readTree(broker.ask(Part.FIGURES)).path(BrokerPart.REQUESTS)
                    .forEachEntry((kind, count) -> requests.merge(kind, count.asLong(), Long::sum));
        }
        return requests;
    }

    PerPart cpuSeconds() {
        return perPart(ProcessUsage::cpuSeconds);
    }

    PerPart rssMib() {
        return perPart(ProcessUsage::rssMib);
    }

    private PerPart perPart(ToDoubleFunction<Long> measured) {
        return new PerPart(sum(brokers, measured), sum(coordinators, measured), sum(workers, measured),
                measured.applyAsDouble(ProcessHandle.current().pid()));
    }

    private static double sum(List<PartProcess> parts, ToDoubleFunction<Long> measured) {
        return parts.stream().mapToDouble(part -> measured.applyAsDouble(part.pid())).sum();
    }

    /// One figure for each part of the fleet, and for the driver, which is this process.
    record PerPart(double broker, double coordinator, double worker, double driver) {
        PerPart minus(PerPart other) {
            return new PerPart(broker - other.broker, coordinator - other.coordinator, worker - other.worker,
                    driver - other.driver);
        }

        double sum() {
            return broker + coordinator + worker + driver;
        }
    }

    Stream<PartProcess> parts() {
        return Stream.of(brokers, coordinators, workers).flatMap(List::stream);
    }

    @Override
    public void close() {
        parts().toList().reversed().forEach(PartProcess::close);
    }
}
