package dev.muster.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// What was submitted, and what became of it. Workflows are numbered from 0. One thread.
final class Journal {
    private static final int DIGITS = 3;
    private static final int SHOWN = 10;

    private final Workload workload;
    private final Map<Long, Long> outstanding = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long submitted;
    private long ended;
    private long attempts;
    private long errors;
    private long duplicated;
    private long opened;
    private Histogram latencies = new Histogram(DIGITS);
    private Histogram refusals = new Histogram(DIGITS);

    Journal(Workload workload) {
        this.workload = workload;
    }

    /// @param due since when its latency counts
    /// @return its number
    long submitted(long due) {
        outstanding.put(submitted, due);
        return submitted++;
    }

    /// @param how as events call it
    void ended(long number, String how, long now) {
        var due = outstanding.remove(number);
        if (due == null) {
            duplicated++;
            note("workflow " + number + " ended once more: " + how);
            return;
        }
        var kind = workload.kind(number);
        ended++;
        attempts += kind.attempts();
        if (!how.equals(kind.end())) {
            errors++;
            note("workflow " + number + " ended " + how + ", expected " + kind.end());
        }
        if (due >= opened) {
            latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(now - due));
        }
    }

    /// It was turned away at the door, and will not run.
    void refused(long number, long now) {
        var due = outstanding.remove(number);
        if (due == null) {
            errors++;
            note("workflow " + number + " was refused and has ended");
        } else if (due >= opened) {
            refusals.recordValue(TimeUnit.NANOSECONDS.toMicros(now - due));
        }
    }

    private void note(String what) {
        if (wrong.size() < SHOWN) {
            wrong.add(what);
        }
    }

    /// Begins to count the latencies anew: of those that are due from now on.
    void open(long now) {
        opened = now;
        latencies = new Histogram(DIGITS);
        refusals = new Histogram(DIGITS);
    }

    /// In microseconds, of what was due since [#open] and has ended.
    Histogram latencies() {
        return latencies;
    }

    /// In microseconds, how long those waited for their refusal that were due since [#open] and were refused.
    Histogram refusals() {
        return refusals;
    }

    int outstanding() {
        return outstanding.size();
    }

    long ended() {
        return ended;
    }

    /// How many attempts at tasks those took that ended.
    long attempts() {
        return attempts;
    }

    /// How many ended in another way than they should.
    long errors() {
        return errors;
    }

    /// How many ends there were beyond the first of each.
    long duplicated() {
        return duplicated;
    }

    /// Some of what went wrong, in words.
    List<String> wrong() {
        return List.copyOf(wrong);
    }
}
