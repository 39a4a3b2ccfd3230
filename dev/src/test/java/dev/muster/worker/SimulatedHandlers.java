package dev.muster.worker;

import dev.muster.common.wire.ReportRecord;
import dev.muster.worker.SimulatedWorker.Deed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where a simulated worker's attempts run and report: a handler is a time that passes and what is then done. Has one owner.
final class SimulatedHandlers implements Work, Outbox {
    private static final long SOON = 5;

    private final SimulatedWorker.World world;
    private final Map<Attempt, Handling> running = new LinkedHashMap<>();
    /// What the sending that runs at this moment wants to be sent.
    private @Nullable Report toSend;

    private record Report(String workflow, ReportRecord report) {}

    private record Handling(Deed deed, Consumer<Outcome> ended) {}

    SimulatedHandlers(SimulatedWorker.World world) {
        this.world = world;
    }

    @Override
    public void run(Attempt attempt, Consumer<Outcome> ended) {
        world.after(SOON, () -> begin(attempt, ended));
    }

    private void begin(Attempt attempt, Consumer<Outcome> ended) {
        if (!attempt.begin()) {
            ended.accept(attempt.notBegun());
            return;
        }
        var deed = world.begin(attempt.key(), attempt.isCompensation());
        running.put(attempt, new Handling(deed, ended));
        world.after(deed.millis(), () -> end(attempt, true, deed.output() == null
                ? new Outcome.Failed("broken", "it did not work", deed.retryable())
                : new Outcome.Succeeded(deed.output())));
        var timeout = attempt.deadline().toEpochMilli() - world.now();
        if (deed.heeds() && timeout < deed.millis()) {
            world.after(timeout, () -> end(attempt, false, attempt.timedOut()));
        }
    }

    private void end(Attempt attempt, boolean byItself, Outcome outcome) {
        var handling = running.remove(attempt);
        if (handling == null) {
            return;
        }
        world.ended(attempt.key(), byItself && outcome instanceof Outcome.Succeeded);
        attempt.end();
        handling.ended().accept(attempt.stoppedOutcome(outcome));
    }

    /// Handlers that heed it see that they are to stop.
    void notice() {
        for (var attempt : List.copyOf(running.keySet())) {
            if (attempt.isCancelled() && Objects.requireNonNull(running.get(attempt)).deed().heeds()) {
                end(attempt, false, new Outcome.Failed("interrupted", "it was told to stop", true));
            }
        }
        // The thread that an attempt takes for its own is everybody's here.
        Thread.interrupted();
    }

    @Override
    public void aside(String what, Runnable work) {
        world.after(SOON, work);
    }

    @Override
    public void send(Sending sending, Consumer<@Nullable UndeliverableException> done) {
        try {
            sending.run();
        } catch (UndeliverableException e) {
            throw new IllegalStateException(e);
        }
        var report = Objects.requireNonNull(toSend, "what is sent is a report");
        toSend = null;
        world.report(report.workflow(), report.report(), () -> done.accept(null));
    }

    @Override
    public void report(String workflow, ReportRecord report) {
        toSend = new Report(workflow, report);
    }

    @Override
    public void progress(String workflow, ReportRecord.Progress progress) {
        throw new IllegalStateException("no handler here tells its progress");
    }

    @Override
    public void deadLetter(Delivery delivery, String reason) {
        throw new IllegalStateException("a task could not be read: " + reason);
    }
}
