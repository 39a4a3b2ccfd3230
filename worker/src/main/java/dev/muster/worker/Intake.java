package dev.muster.worker;

import dev.muster.worker.lease.BatchSize;
import dev.muster.worker.lease.IntakeWatch;
import dev.muster.worker.lease.Lease;
import dev.muster.worker.lease.Slots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the tasks of one agent type while there are slots for them, and acknowledges each as soon as its report is
/// durable or its claim is. Runs on a thread of its own, which owns the source.
///
/// A source is asked only while its whole batch has slots, and is never left open without being asked: it may have
/// taken records that nobody would see until their locks run out.
final class Intake implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_REOPENING = Duration.ofSeconds(30);

    private final AgentDefinition agent;
    private final WorkerSettings.Timing timing;
    private final TaskSource.Factory sources;
    private final Attempts attempts;
    private final Slots slots;
    private final Heartbeats heartbeats;
    private final Lease lease;
    private final InstantSource clock;
    private final IntakeCounts counts = new IntakeCounts();
    private final IntakeWatch watch;
    private volatile boolean isStopped;
    // Owned by the thread.
    private @Nullable TaskSource source;

    Intake(AgentDefinition agent, WorkerSettings.Timing timing, TaskSource.Factory sources, Slots slots,
            Tenure tenure) {
        this.agent = agent;
        this.timing = timing;
        this.sources = sources;
        this.slots = slots;
        this.attempts = tenure.attempts();
        this.heartbeats = tenure.heartbeats();
        this.lease = tenure.lease();
        this.clock = tenure.clock();
        this.watch = new IntakeWatch(timing.patience(), LONGEST_REOPENING, clock.instant());
    }

    IntakeCounts counts() {
        return counts;
    }

    Slots slots() {
        return slots;
    }

    void stop() {
        isStopped = true;
    }

    @Override
    public void run() {
        try {
            while (!isStopped) {
                try {
                    takeOnce();
                } catch (InterruptException e) {
                    throw e;
                } catch (KafkaException e) {
                    LOG.atWarn().addKeyValue("agent", agent.type())
                            .addKeyValue("reason", String.valueOf(e.getMessage()))
                            .log("Tasks can't be taken; trying again");
                    shut();
                    TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                }
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } finally {
            shut();
        }
    }

    private void takeOnce() throws InterruptedException {
        if (lease.isLost(clock.instant())) {
            shut();
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            return;
        }
        var open = open();
        if (open == null) {
            return;
        }
        // A few polls' time: an intake that is full for longer than that gives its partitions to others.
        if (!slots.awaitFree(open.batch(), timing.poll().multipliedBy(10))) {
            shut();
            return;
        }
        var deliveries = open.poll(timing.poll());
        if (deliveries.isEmpty()) {
            lookForStall();
            return;
        }
        watch.received(clock.instant());
        counts.took(deliveries.size());
        settle(open, deliveries);
        if (BatchSize.isOutgrown(open.batch(), slots.total(), slots.free(), deliveries.size())) {
            shut();
        }
    }

    private @Nullable TaskSource open() throws InterruptedException {
        if (source == null) {
            if (!slots.awaitFree(1, PAUSE)) {
                return null;
            }
            if (!sources.isReady()) {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                return null;
            }
            source = sources.open(BatchSize.opening(slots.total(), slots.free()));
            watch.paused(clock.instant());
        }
        return source;
    }

    private void shut() {
        var open = source;
        source = null;
        if (open != null) {
            try {
                open.close();
            } catch (KafkaException e) {
                LOG.atWarn().addKeyValue("agent", agent.type())
                        .addKeyValue("reason", String.valueOf(e.getMessage()))
                        .log("An intake was not closed in good order; its locks will run out");
            }
        }
    }

    private void lookForStall() {
        if (watch.isSuspicious(clock.instant())) {
            var backlog = sources.backlog();
            if (watch.isStalled(backlog, clock.instant())) {
                counts.reopened();
                LOG.atWarn().addKeyValue("agent", agent.type()).addKeyValue("done", backlog.done())
                        .log("Tasks wait, slots are free and nothing comes: the intake is opened anew");
                shut();
            }
        }
    }

    /// A worker's death counts against every record that it had taken and not acknowledged, whichever killed it. So
    /// of the records that come again, one at a time is run unclaimed, and nothing else of theirs meanwhile: what
    /// reaches the limit of deliveries was alone when it did. The others are claimed before they run; if they die
    /// with the worker, they are lost to their lease and get another attempt.
    private void settle(TaskSource open, List<Delivery> deliveries) throws InterruptedException {
        var received = deliveries.stream().map(delivery -> attempts.receive(delivery, agent, slots)).toList();
        var suspects = received.stream().filter(Received::isSuspect).toList();
        var held = suspects.stream().skip(1).toList();
        var claimed = acknowledge(open, held, claim(held));
        settleTogether(open, suspects.stream().limit(1).toList());
        claimed.forEach(attempts::launch);
        settleTogether(open, received.stream().filter(one -> !one.isSuspect()).toList());
    }

    private void settleTogether(TaskSource open, List<Received> received) throws InterruptedException {
        received.forEach(attempts::launch);
        await(received.stream().map(Received::settled).toList(), timing.claimAfter());
        acknowledge(open, received, claim(received.stream().filter(one -> !one.isDurable()).toList()));
    }

    /// @param claimed whether those that still run are claimed
    /// @return those that were accepted; the others are given back
    private List<Received> acknowledge(TaskSource open, List<Received> received, boolean claimed) {
        if (received.isEmpty()) {
            return received;
        }
        var safe = received.stream().collect(
                Collectors.partitioningBy(one -> one.isDurable() || (claimed && one.isClaimable())));
        var accepted = safe.getOrDefault(true, List.of());
        var released = safe.getOrDefault(false, List.of());
        released.forEach(one -> one.attempt().ifPresent(attempts::release));
        open.acknowledge(accepted.stream().map(Received::delivery).toList(),
                released.stream().map(Received::delivery).toList());
        counts.acknowledged(accepted.size());
        return accepted;
    }

    /// @return whether a heartbeat is durable that lists all of them that run; what can't run waits as long
    private boolean claim(List<Received> unsettled) throws InterruptedException {
        if (unsettled.isEmpty()) {
            return true;
        }
        unsettled.forEach(one -> one.attempt().ifPresent(attempts::claim));
        var waits = new ArrayList<>(
                unsettled.stream().filter(one -> one.attempt().isEmpty()).map(Received::settled).toList());
        var beat = heartbeats.beat();
        waits.add(beat);
        await(waits, timing.lease());
        return beat.isDone() && !beat.isCompletedExceptionally();
    }

    /// Waits until all are done or failed, at most so long.
    private static void await(List<CompletableFuture<Void>> all, Duration atMost)
            throws InterruptedException {
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).get(atMost.toNanos(),
                    TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Whoever asked looks at each of them.
        }
    }
}
