package dev.muster.dev.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A fleet at work for long, with a fault each minute: every promise is kept, and what it takes of memory and disk and how long its
/// workflows take stays as it was. How long is told by `-Dmuster.haul.minutes`; a run of less than nine shows the promises alone,
/// because its JVMs are still warming up when it ends, and has the usual settings. In a longer one topics keep a minute or so and
/// coordinators four minutes of what has ended, so that what would grow for a week shows: that asks of the machine to keep up, for
/// what the checker looks at must still be there.
@Tag("soak")
@Timeout(7_200)
final class LongHaulIT {
    private static final int MINUTES = Integer.getInteger("muster.haul.minutes", 60);
    private static final Duration BETWEEN = Duration.ofMillis(Integer.getInteger("muster.haul.between", 500));
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int ENOUGH = 9;
    private static final double GROWTH = 1.5;
    private static final FaultFleet.Tuning BRIEF = new FaultFleet.Tuning(
            // Nothing is deleted or compacted of a segment that still grows.
            Map.of("log.roll.ms", "60000", "log.retention.ms", "60000", "log.retention.check.interval.ms",
                    "10000", "log.segment.bytes", "1048576", "log.cleaner.min.cleanable.ratio", "0.2",
                    "log.cleaner.backoff.ms", "5000"),
            List.of("--keep-ended", "4m"), false);

    /// @param memory of all processes together, resident, in MiB
    /// @param state of the coordinators' folders, in MiB
    /// @param logs of the brokers' folders, in MiB
    /// @param millis from the start of a workflow of the kind `diamond` to its end, half of them
    private record Sample(long memory, long state, long logs, long millis) {}

    @Test
    void whatAFleetTakesStaysAsItWas(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws Exception {
        var samples = new ArrayList<Sample>();
        try (var fleet = new FaultFleet(folder, isLong() ? BRIEF : FaultFleet.Tuning.NONE);
                var trial = new Trial("LongHaulIT", fleet.kafka(), fleet.apis(), fleet.executions(),
                        fleet::deaths, BETWEEN)) {
            for (var minute = 0; minute < MINUTES; minute++) {
                var begun = System.nanoTime();
                happen(minute, fleet, trial);
                var left = MINUTE.minusNanos(System.nanoTime() - begun);
                Trial.pass(left.isNegative() ? Duration.ZERO : left);
                samples.add(sample(fleet, trial));
                trial.note("| " + minute + " | " + samples.getLast() + " |");
            }
        }

        if (isLong()) {
            assertFlat(samples, "memory", Sample::memory);
            assertFlat(samples, "state", Sample::state);
            assertFlat(samples, "logs", Sample::logs);
            assertFlat(samples, "millis", Sample::millis);
        }
    }

    private static boolean isLong() {
        return MINUTES >= ENOUGH;
    }

    private static void happen(int minute, FaultFleet fleet, Trial trial) throws Exception {
        switch (minute % 5) {
            case 0 -> trial.under("a worker is killed", "kill -9", () -> killed(fleet.workers().getLast()));
            case 1 -> trial.under("a coordinator is killed", "kill -9",
                    () -> killed(fleet.coordinators().getLast()));
            case 2 -> trial.under("a broker is killed", "kill -9", () -> killed(fleet.brokers().getFirst()));
            case 3 -> trial.under("a worker is frozen", "SIGSTOP for 13 s",
                    () -> frozen(fleet.workers().getFirst()));
            default -> trial.under("a coordinator is frozen", "SIGSTOP for 13 s",
                    () -> frozen(fleet.coordinators().getFirst()));
        }
    }

    private static void killed(Part part) throws InterruptedException {
        part.kill();
        part.restart();
    }

    private static void frozen(Part part) {
        part.signal("STOP");
        Trial.pass(Duration.ofSeconds(13));
        part.signal("CONT");
    }

    private static Sample sample(FaultFleet fleet, Trial trial) {
        var parts = Stream.of(fleet.brokers(), fleet.coordinators(), fleet.workers()).flatMap(List::stream);
        return new Sample(parts.mapToLong(part -> resident(part.pid())).sum(),
                used(fleet.folder(), "coordinator-"),
                used(fleet.folder(), "kafka-"), trial.recentMillis());
    }

    private static long resident(long pid) {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long used(Path folder, String prefix) {
        try (var folders = Files.list(folder)) {
            return folders
                    .filter(one -> one.getFileName().toString().startsWith(prefix) && Files.isDirectory(one))
                    .mapToLong(LongHaulIT::blocks).sum() / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In KiB, as the disk counts: Kafka's indexes are sparse.
    private static long blocks(Path folder) {
        return Long.parseLong(Shell.output("du", "-sk", folder.toString()).split("\\s", 2)[0]);
    }

    private static void assertFlat(List<Sample> samples, String name, ToLongFunction<Sample> figure) {
        var third = samples.size() / 3;
        var first = middle(samples.subList(0, third), figure);
        var last = middle(samples.subList(samples.size() - third, samples.size()), figure);
        assertThat((double) last).as(name + " in the last third of %s", samples)
                .isLessThanOrEqualTo(GROWTH * first + 50);
    }

    private static long middle(List<Sample> samples, ToLongFunction<Sample> figure) {
        return samples.stream().mapToLong(figure).sorted().skip(samples.size() / 2).findFirst().orElseThrow();
    }
}
