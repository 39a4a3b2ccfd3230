package dev.muster.bench;

import dev.muster.bench.MeasuredFleet.Counts;
import dev.muster.bench.MeasuredFleet.PerPart;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// What was measured while the window was open.
/// @param seconds how long it was
/// @param workflows that ended in it
/// @param cpu seconds that each part used
/// @param elsewhere processor seconds that other programs of the machine used
/// @param traffic for each workflow
record Window(double seconds, long workflows, PerPart cpu, double elsewhere, Rates rates, Traffic traffic) {
    /// @param log records of each topic
    /// @param requests of each kind that the brokers answered
    record Traffic(Map<String, Double> log, Map<String, Double> requests) {}

    /// @param tasks attempts a second, as the agents counted them
    /// @param commits transactions a second of the coordinators
    /// @param refillP50Millis until a slot of a full gate is filled again
    record Rates(double tasks, double commits, double refillP50Millis, double refillP99Millis) {
        static Rates between(Counts before, Counts after) {
            var seconds = (after.nanos() - before.nanos()) / 1e9;
            return new Rates((after.executions() - before.executions()) / seconds,
                    (after.commits() - before.commits()) / seconds, after.refillP50Millis(),
                    after.refillP99Millis());
        }
    }

    /// The whole of a run.
    /// @param sequential latencies of those that were run one at a time
    record Run(Plan plan, Window window, Answers answers, Histogram sequential, Memory memory,
            Verdict verdict) {}

    /// How long clients waited that submitted in the window, in microseconds.
    /// @param latencies until the ends of the workflows that were accepted
    /// @param refusals until others were turned away
    record Answers(Histogram latencies, Histogram refusals) {}

    /// Resident memory of each part at the window's beginning and its end.
    record Memory(PerPart before, PerPart after) {}

    /// Whether all that was promised was kept. Anything but zeros is a failure.
    /// @param errors workflows that could not be submitted or ended in another way than they should
    /// @param lost workflows that did not end, or attempts that never ran though their workflow ended
    /// @param duplicated second ends of workflows, and second executions of attempts
    record Verdict(long errors, long lost, long duplicated) {
        static Verdict of(Journal journal, long failed, Counts counts) {
            var unended = journal.outstanding();
            var missing = unended > 0 ? 0 : Math.max(0, journal.attempts() - counts.executions());
            // One that two processes have run is repeated in neither, but there is one too many.
            var excess = unended > 0 ? 0 : Math.max(0, counts.executions() - journal.attempts());
            return new Verdict(journal.errors() + failed, unended + missing,
                    journal.duplicated() + counts.repeated() + excess);
        }

        boolean isClean() {
            return errors == 0 && lost == 0 && duplicated == 0;
        }
    }
}
