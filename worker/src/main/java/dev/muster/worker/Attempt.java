package dev.muster.worker;

import dev.failsafe.Failsafe;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.ReportRecord;
import dev.muster.worker.lease.AttemptKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One attempt that runs in this process. Its handler runs on one thread; any other may stop it. Thread-safe.
final class Attempt implements TaskContext {
    private final ReceivedTask task;
    private final ServedAgent agent;
    private final int epoch;
    private final InstantSource clock;
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicReference<ReportRecord.@Nullable Progress> progress = new AtomicReference<>();
    private final AtomicBoolean isProgressUnderWay = new AtomicBoolean();
    // Guarded by this.
    private @Nullable Thread runner;
    private @Nullable Stop stop;
    private Instant deadline = Instant.MAX;
    private boolean isGivenUp;
    private boolean isReleased;
    private boolean isLaunched;

    Attempt(ReceivedTask task, ServedAgent agent, InstantSource clock) {
        this.task = task;
        this.agent = agent;
        this.epoch = agent.breaker().epoch();
        this.clock = clock;
    }

    AttemptKey key() {
        return task.key();
    }

    /// What the handler is to do.
    TaskCall call() {
        return task.call();
    }

    /// Done when its report is durable; failed if it can't be.
    CompletableFuture<Void> settled() {
        return settled;
    }

    /// Done when it is known whether it is to run.
    CompletableFuture<Void> answered() {
        return answered;
    }

    /// Done when it needs no slot any more.
    CompletableFuture<Void> ended() {
        return ended;
    }

    /// Runs the handler on this thread, to its end.
    Outcome run() {
        if (!begin()) {
            return notBegun();
        }
        var outcome = new AtomicReference<@Nullable Outcome>();
        var timeout = Timeout.builder(Duration.ofMillis(task.record().order().timeoutMillis()))
                .withInterrupt()
                .build();
        try {
            Failsafe.with(timeout).run(() -> outcome.set(handle()));
            return stoppedOutcome(outcome.get());
        } catch (TimeoutExceededException e) {
            // What a handler did although it was too late is done, and may have to be undone.
            return outcome.get() instanceof Outcome.Succeeded late ? late : timedOut();
        } finally {
            end();
        }
    }

    /// Lets the agent's circuit breaker count what its handler did. What came of stopping it is not the handler's.
    void count(Outcome outcome) {
        if (isHandlers(outcome)) {
            agent.breaker().record(outcome, epoch);
        }
    }

    private synchronized boolean isHandlers(Outcome outcome) {
        return isLaunched && (outcome instanceof Outcome.Succeeded || stop == null);
    }

    Outcome.Failed timedOut() {
        return new Outcome.Failed("timeout",
                "the attempt did not end within " + task.record().order().timeoutMillis() + " ms", true);
    }

    /// Everything that a handler may throw is its failure. What the virtual machine itself breaks on is not.
    private Outcome handle() {
        try {
            var handler = agent.definition().handler(task.record().order().action(), task.isCompensation());
            return new Outcome.Succeeded(handler.handle(call(), this));
        } catch (Exception | AssertionError | LinkageError | StackOverflowError failure) {
            return Outcome.failed(failure);
        }
    }

    /// Its time begins.
    /// @return false if it was launched or released before
    synchronized boolean launch() {
        if (isLaunched || isReleased) {
            return false;
        }
        isLaunched = true;
        answered.complete(null);
        deadline = clock.instant().plusMillis(task.record().order().timeoutMillis());
        return true;
    }

    /// How one ends that was stopped before its handler began.
    Outcome notBegun() {
        return stoppedOutcome(Stop.SHUT_DOWN.outcome());
    }

    /// @return false if it was stopped before
    synchronized boolean begin() {
        if (stop != null) {
            return false;
        }
        runner = Thread.currentThread();
        return true;
    }

    synchronized void end() {
        runner = null;
        // An interrupt that came too late for the handler must not hit the sending of its report.
        Thread.interrupted();
    }

    /// What is to be reported, given how its handler ended: success goes before whatever it was stopped for.
    synchronized Outcome stoppedOutcome(@Nullable Outcome ended) {
        if (ended instanceof Outcome.Succeeded || stop == null) {
            return ended == null ? Stop.SHUT_DOWN.outcome() : ended;
        }
        return stop.outcome();
    }

    /// Interrupts the handler, or keeps it from starting. The first reason counts.
    synchronized void stop(Stop why) {
        if (stop == null) {
            stop = why;
        }
        if (runner != null) {
            runner.interrupt();
        }
    }

    /// From now on only its success is worth a report.
    /// @return false if it was given up before
    synchronized boolean giveUp() {
        var first = !isGivenUp;
        isGivenUp = true;
        return first;
    }

    /// Stops it, because somebody else runs it or nobody is to.
    /// @return whether it was launched, and so will end by itself
    synchronized boolean release() {
        isReleased = true;
        answered.complete(null);
        giveUp();
        stop(Stop.LEASE_LOST);
        return isLaunched;
    }

    synchronized boolean isReleased() {
        return isReleased;
    }

    synchronized boolean isGivenUp() {
        return isGivenUp;
    }

    /// The latest progress that was not yet taken; nothing while the one before is on its way.
    Optional<ReportRecord.Progress> takeProgress() {
        if (isProgressUnderWay.get()) {
            return Optional.empty();
        }
        var latest = Optional.ofNullable(progress.getAndSet(null));
        isProgressUnderWay.set(latest.isPresent());
        return latest;
    }

    /// What was taken is with Kafka, or was given up.
    void progressIsSent() {
        isProgressUnderWay.set(false);
    }

    @Override
    public WorkflowId workflow() {
        return task.workflow();
    }

    @Override
    public TaskId task() {
        return task.task();
    }

    @Override
    public int attempt() {
        return task.record().attempt();
    }

    @Override
    public int tryNumber() {
        return task.record().tryNumber();
    }

    @Override
    public boolean isCompensation() {
        return task.isCompensation();
    }

    @Override
    public String idempotencyKey() {
        return key().idempotencyKey();
    }

    @Override
    public synchronized Instant deadline() {
        return deadline;
    }

    @Override
    public synchronized boolean isCancelled() {
        return stop != null || isGivenUp || !clock.instant().isBefore(deadline);
    }

    @Override
    public Map<String, String> metadata() {
        var metadata = task.record().order().metadata();
        return metadata == null ? Map.of() : Map.copyOf(metadata);
    }

    @Override
    public void progress(int percent, String message) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("progress is " + percent + " percent: expected 0 to 100");
        }
        var text = message.length() <= Outcome.LONGEST_MESSAGE
                ? message
                : message.substring(0, Outcome.LONGEST_MESSAGE);
        progress.set(new ReportRecord.Progress(key().task(), key().attempt(), null, percent, text));
    }
}
