package dev.muster.bench;

import dev.muster.cli.CommandFailedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Submits workflows and learns of their ends, as a client of the published topics. One thread, so that it costs
/// little beside what it measures.
final class Driver {
    private static final Duration LONGEST_POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Submission submission;
    private final EventFeed feed;
    private final Journal journal;
    private final BooleanSupplier isBroken;
    private final long origin = System.nanoTime();
    private long heardAt;

    /// @param isBroken whether there is no use in going on
    Driver(Submission submission, EventFeed feed, Journal journal, BooleanSupplier isBroken) {
        this.submission = submission;
        this.feed = feed;
        this.journal = journal;
        this.isBroken = isBroken;
    }

    long now() {
        return System.nanoTime() - origin;
    }

    /// Submits what is due until so much time has passed, and then until a workflow ends: what takes long is not cut
    /// in two.
    void run(Arrivals arrivals, Duration length) {
        var end = now() + length.toNanos();
        heardAt = now();
        while (now() < end) {
            step(arrivals);
        }
        var before = journal.ended();
        while (journal.ended() == before) {
            step(arrivals);
        }
    }

    /// Submits so many, one at a time.
    void runOneAtATime(int count) {
        var arrivals = new Arrivals.Closed(1);
        var last = journal.ended() + count;
        heardAt = now();
        while (journal.ended() + journal.outstanding() < last) {
            step(arrivals);
        }
        drain();
    }

    /// Waits until all have ended, as long as anything happens.
    void drain() {
        heardAt = now();
        while (journal.outstanding() > 0 && !isSilent()) {
            poll(LONGEST_POLL);
        }
    }

    private void step(Arrivals arrivals) {
        var due = submitDue(arrivals);
        poll(Duration.ofNanos(Math.clamp(due - now(), 0, LONGEST_POLL.toNanos())));
        if (isSilent() && journal.outstanding() > 0) {
            throw CommandFailedException.of(1,
                    journal.outstanding() + " workflows are under way and nothing happened for "
                            + PATIENCE.toSeconds() + " s, expected events of theirs");
        }
    }

    /// @return when the next one is due
    private long submitDue(Arrivals arrivals) {
        while (true) {
            var now = now();
            var due = arrivals.next(now, journal.outstanding());
            if (due > now) {
                return due;
            }
            submission.submit(journal.submitted(due));
            arrivals.submitted();
        }
    }

    private void poll(Duration atMost) {
        if (isBroken.getAsBoolean()) {
            throw CommandFailedException.of(1, "the measurement was ended before it was done");
        }
        var batch = feed.poll(atMost);
        var now = now();
        if (batch.events() > 0) {
            heardAt = now;
        }
        batch.ends().forEach(end -> journal.ended(end.number(), end.how(), now));
        submission.turnedAway().forEach(number -> journal.refused(number, now));
    }

    private boolean isSilent() {
        return TimeUnit.NANOSECONDS.toSeconds(now() - heardAt) >= PATIENCE.toSeconds();
    }
}
