package dev.muster.worker;

import dev.muster.common.wire.ControlRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.worker.lease.AttemptKey;
import dev.muster.worker.lease.Claims;
import dev.muster.worker.lease.RecentCancels;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every attempt that runs in this process, from its delivery until its report is durable and its handler has ended.
/// Thread-safe.
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final int CANCELS_REMEMBERED = 10_000;
    private static final Duration CANCELS_KEPT = Duration.ofMinutes(10);
    /// How long an interrupted handler may take to notice before its timeout is reported without it.
    private static final Duration STUBBORN_AFTER = Duration.ofSeconds(5);

    private final String worker;
    private final WorkerSettings.Limits limits;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Work work;
    private final Claims claims;
    private final RecentCancels cancels = new RecentCancels(CANCELS_REMEMBERED, CANCELS_KEPT);
    private final ConcurrentMap<AttemptKey, Attempt> running = new ConcurrentHashMap<>();

    Attempts(WorkerSettings settings, Outbox outbox, InstantSource clock, Work work) {
        this.worker = settings.id().value();
        this.limits = settings.limits();
        this.claims = new Claims(settings.timing().answer());
        this.outbox = outbox;
        this.clock = clock;
        this.work = work;
    }

    Claims claims() {
        return claims;
    }

    /// Takes one delivery in; what it asks for runs when it is [#launch]ed. A slot must be free.
    Received receive(Delivery delivery, ServedAgent agent) {
        return switch (ReceivedTask.read(delivery)) {
            case ReceivedTask.Reading.Refused(var reason) -> {
                LOG.atWarn().addKeyValue("agent", agent.definition().type())
                        .addKeyValue("record", delivery.position())
                        .addKeyValue("reason", reason)
                        .log("A task record can't be read and goes to the dead letters");
                yield Received.settling(delivery, promise(() -> outbox.deadLetter(delivery, reason)));
            }
            case ReceivedTask.Reading.Task(var task) -> receive(delivery, task, agent);
        };
    }

    private Received receive(Delivery delivery, ReceivedTask task, ServedAgent agent) {
        var attempt = new Attempt(task, agent, clock);
        var same = running.putIfAbsent(attempt.key(), attempt);
        if (same != null && !same.isReleased()) {
            // Its lock had run out. What runs already answers for both deliveries.
            return Received.running(delivery, same);
        }
        running.put(attempt.key(), attempt);
        if (delivery.count() >= limits.poisonAt()) {
            // Retryable, because the count also rises for records that a dead worker had taken and nobody ran: whether
            // it is tried again, on a fresh record, is for the task's policy to say, and bounded by it.
            return refuse(delivery, attempt, new Outcome.Failed("worker_crashed", "the task was delivered "
                    + delivery.count() + " times and never reported: it seems to crash its workers", true));
        }
        // After it was made known: a cancellation finds it either here or there.
        if (cancels.contains(attempt.key(), clock.instant())) {
            return refuse(delivery, attempt, Stop.CANCELLED.outcome());
        }
        agent.slots().take();
        var _ = attempt.ended().thenRun(agent.slots()::giveBack);
        return Received.startable(delivery, attempt);
    }

    /// Runs what was received, on another thread. Does nothing with what runs already, is not to run, or has to be
    /// confirmed.
    void launch(Received received) {
        if (!received.isRepeated()) {
            received.startable().ifPresent(this::launch);
        }
    }

    private void launch(Attempt attempt) {
        if (attempt.launch()) {
            work.run(attempt, outcome -> settle(attempt, outcome, () -> end(attempt)));
        }
    }

    private void end(Attempt attempt) {
        running.remove(attempt.key(), attempt);
        attempt.ended().complete(null);
    }

    private Received refuse(Delivery delivery, Attempt attempt, Outcome.Failed outcome) {
        work.aside("refusal", () -> settle(attempt, outcome, () -> end(attempt)));
        return Received.settling(delivery, attempt.settled());
    }

    /// Reports the outcome, unless a failure was reported already and this is another.
    private void settle(Attempt attempt, Outcome outcome, Runnable then) {
        if (!attempt.giveUp() && outcome instanceof Outcome.Failed) {
            then.run();
            return;
        }
        attempt.count(outcome);
        var key = attempt.key();
        work.send(() -> outbox.report(key.workflow(), outcome.report(key, worker, limits.outputBytes())),
                failure -> {
                    settled(attempt, failure);
                    then.run();
                });
    }

    private void settled(Attempt attempt, @Nullable UndeliverableException failure) {
        var key = attempt.key();
        // In this order, against a claim that is made at this moment.
        if (failure == null) {
            attempt.settled().complete(null);
            claims.remove(key);
            return;
        }
        // Listed no more, so the coordinator gives the attempt up; if it was never claimed, its record is given back.
        attempt.settled().completeExceptionally(failure);
        claims.remove(key);
        LOG.atError().setCause(failure).addKeyValue("workflow", key.workflow())
                .addKeyValue("task", key.task())
                .addKeyValue("attempt", key.attempt()).log("The end of an attempt can't be reported");
    }

    /// From now on every heartbeat lists it, unless its report is durable by now.
    void claim(Attempt attempt) {
        claims.add(attempt.key());
        // It may have ended in between, and then nobody else would take it off the list.
        if (attempt.settled().isDone()) {
            claims.remove(attempt.key());
        }
    }

    /// As [#claim]; and asks whether it may run, which it does when that is confirmed.
    void ask(Attempt attempt) {
        claims.ask(attempt.key());
        if (attempt.settled().isDone()) {
            claims.remove(attempt.key());
        }
    }

    /// Lets go of an attempt whose record is given back to the broker: somebody else will run it.
    void release(Attempt attempt) {
        claims.remove(attempt.key());
        if (!attempt.release()) {
            end(attempt);
        }
    }

    /// Does what a coordinator says, if it is said to this worker.
    void heed(ControlRecord control) {
        switch (control) {
            case ControlRecord.Confirm(var workflow, var task, var number, var to) when worker.equals(to) ->
                confirm(new AttemptKey(workflow, task, number));
            case ControlRecord.Confirm _ -> {
                // Said to another.
            }
            case ControlRecord.Cancel(var workflow, var task, var number, var to) when to == null ->
                cancel(new AttemptKey(workflow, task, number));
            case ControlRecord.Cancel(var workflow, var task, var number, var to) when worker.equals(to) ->
                withdraw(new AttemptKey(workflow, task, number));
            case ControlRecord.Cancel _ -> {
                // Said to another.
            }
        }
    }

    private void confirm(AttemptKey key) {
        claims.answered(key);
        var attempt = running.get(key);
        if (attempt != null) {
            launch(attempt);
        }
    }

    private void cancel(AttemptKey key) {
        cancels.add(key, clock.instant());
        var attempt = running.get(key);
        if (attempt != null) {
            stop(attempt, Stop.CANCELLED);
        }
    }

    /// The attempt is over, or another worker has it: whatever this one would say of its end is not to be mistaken
    /// for the end of the attempt. What its handler has done nevertheless is told.
    private void withdraw(AttemptKey key) {
        var attempt = running.get(key);
        if (attempt != null) {
            LOG.atDebug().addKeyValue("workflow", key.workflow()).addKeyValue("task", key.task())
                    .addKeyValue("attempt", key.attempt()).log("An attempt is not this worker's to run");
            // Before its claim goes, against a claim that is made at this moment.
            attempt.settled().complete(null);
            release(attempt);
        }
    }

    void stopAll(Stop why) {
        running.values().forEach(attempt -> stop(attempt, why));
    }

    /// What waits to be confirmed does not run any more, but is reported as what runs is: the coordinator may count on
    /// this worker by now.
    private void stop(Attempt attempt, Stop why) {
        attempt.stop(why);
        launch(attempt);
    }

    int count() {
        return running.size();
    }

    /// Reports those whose handlers don't heed their interrupt.
    void giveUpOn(Stop why) {
        running.values().forEach(attempt -> giveUp(attempt, why.outcome()));
    }

    /// Reports the timeout of those whose handlers don't heed their interrupt.
    void giveUpOverdue() {
        var now = clock.instant();
        running.values().stream()
                .filter(attempt -> attempt.deadline().isBefore(now.minus(STUBBORN_AFTER)))
                .forEach(attempt -> giveUp(attempt, attempt.timedOut()));
    }

    private void giveUp(Attempt attempt, Outcome.Failed outcome) {
        if (!attempt.isGivenUp()) {
            work.aside("given-up", () -> settle(attempt, outcome, () -> {
                // Its handler has yet to end.
            }));
        }
    }

    void sendProgress() {
        for (var attempt : running.values()) {
            attempt.takeProgress().ifPresent(latest -> work.aside("progress", () -> tell(attempt, latest)));
        }
    }

    /// While Kafka takes nothing, no more than one thread of each attempt waits for that.
    private void tell(Attempt attempt, ReportRecord.Progress latest) {
        try {
            outbox.progress(attempt.key().workflow(), new ReportRecord.Progress(latest.task(),
                    latest.attempt(), worker, latest.percent(), latest.message()));
        } finally {
            attempt.progressIsSent();
        }
    }

    private CompletableFuture<Void> promise(Work.Sending sending) {
        var done = new CompletableFuture<Void>();
        work.aside("dead-letter", () -> work.send(sending, failure -> {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        }));
        return done;
    }
}
