package dev.muster.worker;

import dev.muster.worker.FleetBreaker.Position;
import dev.muster.worker.lease.BatchSize;
import dev.muster.worker.lease.ClaimDelay;
import dev.muster.worker.lease.IntakeWatch;
import dev.muster.worker.lease.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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
    /// Of the time after which a claim asks again; what a coordinator that keeps up needs is a small part of it.
    private static final int PART_TO_BE_ANSWERED_IN = 10;
    private static final Duration LONGEST_REOPENING = Duration.ofSeconds(30);

    private final ServedAgent agent;
    private final WorkerSettings.Timing timing;
    private final TaskSource.Factory sources;
    private final Attempts attempts;
    private final Heartbeats heartbeats;
    private final Lease lease;
    private final Time clock;
    private final IntakeCounts counts = new IntakeCounts();
    private final IntakeWatch watch;
    private final ClaimDelay claimDelay;
    private volatile boolean isStopped;
    // Owned by the thread.
    private @Nullable TaskSource source;
    private boolean isProbing;
    private CompletableFuture<Void> probe = CompletableFuture.completedFuture(null);

    Intake(ServedAgent agent, WorkerSettings.Timing timing, TaskSource.Factory sources, Tenure tenure) {
        this.agent = agent;
        this.timing = timing;
        this.sources = sources;
        this.attempts = tenure.attempts();
        this.heartbeats = tenure.heartbeats();
        this.lease = tenure.lease();
        this.clock = tenure.clock();
        this.claimDelay = new ClaimDelay(timing.claimAfter());
        this.watch = new IntakeWatch(timing.patience(), LONGEST_REOPENING, clock.instant());
    }

    IntakeCounts counts() {
        return counts;
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
                    LOG.atWarn().addKeyValue("agent", agent.definition().type())
                            .addKeyValue("reason", String.valueOf(e.getMessage()))
                            .log("Tasks can't be taken; trying again");
                    shut();
                    clock.sleep(PAUSE);
                }
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } finally {
            shut();
        }
    }

    private void takeOnce() throws InterruptedException {
        if (lease.isLost(clock.instant()) || !mayTake()) {
            shut();
            clock.sleep(PAUSE);
            return;
        }
        var open = open();
        if (open == null) {
            return;
        }
        // A few polls' time: an intake that is full for longer than that gives its partitions to others.
        if (!clock.awaitFree(agent.slots(), open.batch(), timing.poll().multipliedBy(10))) {
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
        if (BatchSize.isOutgrown(open.batch(), agent.slots().total(), agent.slots().free(),
                deliveries.size())) {
            shut();
        }
    }

    /// While the circuit breaker is half open, and this worker is to try, one task is taken when the one before has ended.
    private boolean mayTake() {
        var position = agent.breaker().position();
        if (isProbing != (position == Position.PROBE)) {
            shut();
            isProbing = !isProbing;
            probe = CompletableFuture.completedFuture(null);
        }
        return switch (position) {
            case TAKE -> true;
            case HOLD -> false;
            case PROBE -> probe.isDone();
        };
    }

    /// Whether the circuit breaker has changed since something was taken.
    private boolean isHeld() {
        return agent.breaker().position() != (isProbing ? Position.PROBE : Position.TAKE);
    }

    private @Nullable TaskSource open() throws InterruptedException {
        if (source == null) {
            if (!clock.awaitFree(agent.slots(), 1, PAUSE)) {
                return null;
            }
            if (!sources.isReady()) {
                clock.sleep(PAUSE);
                return null;
            }
            source = sources.open(
                    isProbing ? 1 : BatchSize.opening(agent.slots().total(), agent.slots().free()));
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
                LOG.atWarn().addKeyValue("agent", agent.definition().type())
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
                LOG.atWarn().addKeyValue("agent", agent.definition().type())
                        .addKeyValue("done", backlog.done())
                        .log("Tasks wait, slots are free and nothing comes: the intake is opened anew");
                shut();
            }
        }
    }

    private void settle(TaskSource open, List<Delivery> deliveries) throws InterruptedException {
        var others = new ArrayList<>(
                settleRepeated(open, deliveries.stream().filter(Delivery::isRepeated).toList()));
        var fresh = deliveries.stream().filter(delivery -> !delivery.isRepeated()).toList();
        if (isHeld()) {
            giveBack(open, fresh);
        } else {
            fresh.stream().map(this::receive).forEach(others::add);
        }
        others.forEach(attempts::launch);
        await(others.stream().map(Received::settled).toList(), claimDelay.current());
        var unsettled = others.stream().filter(one -> !one.isDurable()).toList();
        claimDelay.waited(others.size() - unsettled.size(), others.size());
        acknowledge(open, others, claim(unsettled, attempts::claim));
    }

    /// What comes again may have been reported by whoever had it, who died before acknowledging it. So it is claimed,
    /// and runs only when the coordinator confirms that.
    ///
    /// And it may be what its worker died of. A worker's death spends a try of everything that the worker had claimed;
    /// so these run one by one, before anything else of the batch, unless answers are slow or there are too many.
    /// @return those that are not to run anew
    private List<Received> settleRepeated(TaskSource open, List<Delivery> repeated)
            throws InterruptedException {
        var others = new ArrayList<Received>();
        var together = new ArrayList<Received>();
        var held = new ArrayList<Delivery>();
        // Long before the locks of the rest of the batch run out: else all of it would come again.
        var end = clock.instant().plus(timing.lease().dividedBy(4));
        var isAnswered = true;
        for (var delivery : repeated) {
            if (isHeld()) {
                held.add(delivery);
                continue;
            }
            var one = receive(delivery);
            if (!one.isRepeated()) {
                others.add(one);
            } else if (isAnswered && clock.instant().isBefore(end)) {
                isAnswered = runAlone(open, one);
            } else {
                together.add(one);
            }
        }
        ask(open, together);
        giveBack(open, held);
        return others;
    }

    private Received receive(Delivery delivery) {
        var received = attempts.receive(delivery, agent);
        if (isProbing) {
            received.attempt().ifPresent(attempt -> probe = attempt.ended());
        }
        return received;
    }

    private static void giveBack(TaskSource open, List<Delivery> deliveries) {
        if (!deliveries.isEmpty()) {
            open.acknowledge(List.of(), deliveries);
        }
    }

    /// @return whether it was answered soon
    private boolean runAlone(TaskSource open, Received one) throws InterruptedException {
        ask(open, List.of(one));
        var answers = one.attempt().stream().map(Attempt::answered).toList();
        await(answers, timing.answer().dividedBy(PART_TO_BE_ANSWERED_IN));
        var isAnswered = answers.stream().allMatch(CompletableFuture::isDone);
        if (isAnswered) {
            await(List.of(one.settled()), claimDelay.current());
        }
        return isAnswered;
    }

    private void ask(TaskSource open, List<Received> repeated) throws InterruptedException {
        acknowledge(open, repeated, claim(repeated, attempts::ask));
    }

    /// @param claimed whether those that still run, or are yet to run, are claimed
    private void acknowledge(TaskSource open, List<Received> received, boolean claimed) {
        if (received.isEmpty()) {
            return;
        }
        var safe = received.stream().collect(
                Collectors.partitioningBy(one -> one.isDurable() || (claimed && one.isClaimable())));
        var accepted = safe.getOrDefault(true, List.of());
        var released = safe.getOrDefault(false, List.of());
        released.forEach(one -> one.attempt().ifPresent(attempts::release));
        open.acknowledge(accepted.stream().map(Received::delivery).toList(),
                released.stream().map(Received::delivery).toList());
        counts.acknowledged(accepted.size());
    }

    /// @return whether a heartbeat is durable that lists all of them that run; what can't run waits as long
    private boolean claim(List<Received> unsettled, Consumer<Attempt> claiming) throws InterruptedException {
        if (unsettled.isEmpty()) {
            return true;
        }
        unsettled.forEach(one -> one.attempt().ifPresent(claiming));
        var waits = new ArrayList<>(
                unsettled.stream().filter(one -> one.attempt().isEmpty()).map(Received::settled).toList());
        var beat = heartbeats.beat();
        waits.add(beat);
        await(waits, timing.lease());
        return beat.isDone() && !beat.isCompletedExceptionally();
    }

    /// Waits until all are done or failed, at most so long.
    private void await(List<CompletableFuture<Void>> all, Duration atMost) throws InterruptedException {
        clock.await(CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)), atMost);
    }
}
