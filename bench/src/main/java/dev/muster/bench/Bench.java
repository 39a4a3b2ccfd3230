package dev.muster.bench;

import dev.muster.bench.Window.Answers;
import dev.muster.bench.Window.Memory;
import dev.muster.bench.Window.Rates;
import dev.muster.bench.Window.Run;
import dev.muster.bench.Window.Traffic;
import dev.muster.bench.Window.Verdict;
import dev.muster.bench.part.Part;
import dev.muster.dev.Lifetime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/// Carries out one run: a new fleet, a warm-up, the window, workflows one at a time. One thread.
final class Bench {
    /// A recording takes a moment to begin, which is not to be measured.
    private static final Duration LEAD_IN = Duration.ofSeconds(3);

    private final Plan plan;
    private final MeasuredFleet fleet;
    private final Driver driver;
    private final Journal journal;
    private final LogSizes sizes;

    private Bench(Plan plan, MeasuredFleet fleet, LogSizes sizes, Driver driver, Journal journal) {
        this.plan = plan;
        this.fleet = fleet;
        this.sizes = sizes;
        this.driver = driver;
        this.journal = journal;
    }

    /// @param folder an empty one, where everything is kept
    /// @param lifetime when it is over, so is the run
    static Run run(Plan plan, Path folder, Lifetime lifetime) throws InterruptedException {
        Progress.tell("starting " + plan.shape());
        try (var fleet = MeasuredFleet.start(plan, folder);
                var api = new Api(fleet.api());
                var submission = plan.load().throughHttp()
                        ? new HttpSubmission(api, plan.workload())
                        : new LogSubmission(fleet.kafka(), plan.workload())) {
            api.awaitAgents(
                    plan.workload().agents().stream().map(agent -> agent.split("=", 2)[0]).toList());
            for (var definition : plan.workload().definitions()) {
                api.register(definition);
            }
            plan.stock().put(fleet.kafka(), api);
            try (var feed = new EventFeed(fleet.kafka()); var sizes = new LogSizes(fleet.kafka())) {
                var journal = new Journal(plan.workload());
                var driver = new Driver(submission, feed, journal,
                        () -> lifetime.isOver() || !fleet.isWhole());
                return new Bench(plan, fleet, sizes, driver, journal).run(submission, api);
            }
        }
    }

    private Run run(Submission submission, Api api) throws InterruptedException {
        var load = plan.load();
        var arrivals = load.ratePerSecond() == null
                ? new Arrivals.Closed(load.outstanding())
                : new Arrivals.Open(driver.now(), load.ratePerSecond());
        Progress.tell("warming up for " + plan.times().warmUp().toSeconds() + " s");
        driver.run(arrivals, plan.times().warmUp());
        var recording = startRecordings(arrivals);
        Progress.tell(journal.ended() + " workflows have ended; measuring for "
                + plan.times().window().toSeconds() + " s");
        journal.open(driver.now());
        var rssBefore = fleet.rssMib();
        var window = measure(arrivals);
        var memory = new Memory(rssBefore, fleet.rssMib());
        driver.drain();
        var answers = new Answers(journal.latencies(), journal.refusals());
        saveRecordings(recording);
        journal.open(driver.now());
        if (journal.outstanding() == 0) {
            driver.runOneAtATime(plan.times().sequential());
        }
        if (plan.looks().listings() > 0) {
            Listings.measure(api, plan.looks().listings()).tell();
        }
        var verdict = Verdict.of(journal, submission.failed(),
                fleet.counts().without(plan.stock().finished()));
        journal.wrong().forEach(Progress::tell);
        if (plan.looks().restarts()) {
            Restarts.measure(fleet, api.workflows().total());
        }
        return new Run(plan, window, answers, journal.latencies(), memory, verdict);
    }

    private Window measure(Arrivals arrivals) throws InterruptedException {
        var sizesBefore = sizes.read();
        var countsBefore = fleet.counts();
        var requestsBefore = fleet.requests();
        var threadsBefore = ThreadTimes.of(fleet, plan.looks().threads());
        var machineBefore = ProcessUsage.machineSeconds();
        var cpuBefore = fleet.cpuSeconds();
        var endedBefore = journal.ended();
        var from = System.nanoTime();
        driver.run(arrivals, plan.times().window());
        var seconds = (System.nanoTime() - from) / 1e9;
        var workflows = journal.ended() - endedBefore;
        var cpu = fleet.cpuSeconds().minus(cpuBefore);
        var elsewhere = ProcessUsage.machineSeconds() - machineBefore - cpu.sum();
        ThreadTimes.of(fleet, plan.looks().threads()).since(threadsBefore).forEach(Progress::tell);
        var rates = Rates.between(countsBefore, fleet.counts());
        var traffic = new Traffic(sizes.read().since(sizesBefore, workflows),
                perWorkflow(requestsBefore, fleet.requests(), workflows));
        return new Window(seconds, workflows, cpu, Math.max(0, elsewhere), rates, traffic);
    }

    private static Map<String, Double> perWorkflow(Map<String, Long> before, Map<String, Long> after,
            long workflows) {
        var each = new TreeMap<String, Double>();
        after.forEach((kind, count) -> each.put(kind,
                (double) (count - before.getOrDefault(kind, 0L)) / Math.max(1, workflows)));
        each.values().removeIf(requests -> requests < 0.005);
        return each;
    }

    private @Nullable Recording startRecordings(Arrivals arrivals) {
        if (plan.looks().recordings() == null) {
            return null;
        }
        try {
            Files.createDirectories(plan.looks().recordings());
            fleet.record();
            var own = Part.startRecording();
            driver.run(arrivals, LEAD_IN);
            fleet.awaitRecording();
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException("no recording can be made", e);
        }
    }

    private void saveRecordings(@Nullable Recording own) {
        var folder = plan.looks().recordings();
        if (own == null || folder == null) {
            return;
        }
        try (own) {
            own.stop();
            own.dump(folder.resolve("driver.jfr"));
            fleet.save(folder);
            Progress.tell("recordings are in " + folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the recording can't be written", e);
        }
    }
}
