package dev.muster.worker;

import dev.muster.common.AgentType;
import dev.muster.common.WorkerId;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.ControlRecord;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import dev.muster.common.wire.WorkerRecord;
import dev.muster.worker.lease.Lease;
import dev.muster.worker.lease.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Wires a worker's parts, and starts and stops their threads in order. Thread-safe.
final class WorkerRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerRuntime.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration SHORT = Duration.ofSeconds(5);

    private final WorkerSettings settings;
    private final MonotonicClock clock = new MonotonicClock();
    private final Lease lease;
    private final Admin admin;
    private final KafkaOutbox outbox;
    private final Producer<String, byte[]> heartbeatProducer;
    private final Attempts attempts;
    private final Heartbeats heartbeats;
    private final TopicListener control;
    private final TopicListener table;
    private final TreeMap<AgentType, ServedAgent> served = new TreeMap<>();
    private final TreeMap<AgentType, Intake> intakes = new TreeMap<>();
    private final List<Thread> takers = new ArrayList<>();
    private final Thread heart;
    private final Thread ticker = thread("ticker", this::tickUntilInterrupted);
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> bug = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> hook = new AtomicReference<>();
    // Owned by the ticker.
    private boolean hadLease;

    WorkerRuntime(WorkerSettings settings, List<AgentDefinition> agents) {
        this.settings = settings;
        this.lease = new Lease(settings.timing().lease());
        var clients = new KafkaClients(settings);
        admin = clients.admin();
        outbox = new KafkaOutbox(clients.reports(), settings.topics());
        heartbeatProducer = clients.heartbeats();
        attempts = new Attempts(settings, outbox, clock, new ThreadedWork(this::onBug));
        heartbeats = new Heartbeats(settings,
                new Heartbeats.Presence(agents.stream().map(this::offer).toList(), this::statuses),
                attempts.claims(), lease, clock, heartbeatProducer);
        control = new TopicListener(settings.topics().control(), TopicListener.Start.END, clients,
                (key, value) -> hear(value));
        table = new TopicListener(settings.topics().agents(), TopicListener.Start.BEGINNING, clients,
                this::follow);
        var tenure = new Tenure(attempts, heartbeats, lease, clock);
        for (var agent : agents) {
            var one = new ServedAgent(agent, new Slots(settings.limits().maxInFlight()),
                    new AgentBreaker(agent, settings.id(), clock, this::beatAtOnce));
            served.put(agent.type(), one);
            intakes.put(agent.type(), new Intake(one, settings.timing(),
                    new ShareGroupSource.Opener(agent.type(), settings, clients, admin), tenure));
        }
        heart = thread("heartbeats", heartbeats);
    }

    private WorkerRecord.Offer offer(AgentDefinition agent) {
        return new WorkerRecord.Offer(agent.type().value(),
                agent.doesAnything() ? List.of(WorkerRecord.Offer.ANY_ACTION) : agent.actionNames(),
                settings.limits().maxInFlight(),
                agent.settings().equals(AgentSettings.NONE) ? null : agent.settings());
    }

    private List<WorkerRecord.Status> statuses() {
        return served.values().stream()
                .map(one -> new WorkerRecord.Status(one.definition().type().value(),
                        one.slots().total() - one.slots().free(), one.breaker().word()))
                .toList();
    }

    private void beatAtOnce() {
        var _ = heartbeats.beat();
    }

    WorkerId id() {
        return settings.id();
    }

    WorkerStats stats() {
        var snapshots = new TreeMap<AgentType, WorkerStats.Intake>();
        intakes.forEach((agent, intake) -> snapshots.put(agent, intake.counts().snapshot(breaker(agent))));
        return new WorkerStats(attempts.count(), attempts.claims().held().size(), snapshots);
    }

    private AgentRecord.Breaker.State breaker(AgentType agent) {
        return Objects.requireNonNull(served.get(agent), "an intake is of an agent").breaker().state();
    }

    void start(boolean isClosedByShutdown) {
        var listener = thread("control", control);
        listener.start();
        thread("agents", table).start();
        heart.start();
        ticker.start();
        intakes.forEach((agent, intake) -> takers.add(thread("intake-" + agent, () -> take(intake))));
        takers.forEach(Thread::start);
        if (isClosedByShutdown) {
            var closing = new Thread(this::close, "muster-shutdown");
            hook.set(closing);
            Runtime.getRuntime().addShutdownHook(closing);
        }
        LOG.atInfo().addKeyValue("worker", settings.id()).addKeyValue("agents", intakes.keySet())
                .log("The worker started");
    }

    /// Nothing is taken before this worker hears what is said about it.
    private void take(Intake intake) {
        try {
            var _ = control.awaitListening(settings.timing().lease());
            var _ = table.awaitListening(settings.timing().lease());
            intake.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tickUntilInterrupted() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        var hasLease = !lease.isLost(clock.instant());
        if (hadLease && !hasLease) {
            LOG.atError().addKeyValue("worker", settings.id())
                    .addKeyValue("running", attempts.count())
                    .log("No heartbeat became durable within the lease: what runs is stopped");
            attempts.stopAll(Stop.LEASE_LOST);
        }
        hadLease = hasLease;
        attempts.giveUpOverdue();
        attempts.sendProgress();
    }

    private void follow(@Nullable String type, byte @Nullable [] value) throws UnreadableRecordException {
        for (var agent : served.values()) {
            if (value != null && agent.definition().type().value().equals(type)) {
                agent.breaker().follow(WireFormat.read(AgentRecord.class, value));
            }
        }
    }

    private void hear(byte @Nullable [] value) throws UnreadableRecordException {
        if (value == null) {
            return;
        }
        var said = WireFormat.read(ControlRecord.class, value);
        // One that was held up for longer than its lease may hear what has not been true for long.
        if (lease.isLost(clock.instant())) {
            attempts.stopAll(Stop.LEASE_LOST);
        }
        attempts.heed(said);
    }

    private Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name("muster-" + name)
                .uncaughtExceptionHandler(this::onBug)
                .unstarted(work);
    }

    private void onBug(Thread thread, Throwable failure) {
        LOG.atError().setCause(failure).addKeyValue("worker", settings.id())
                .addKeyValue("thread", thread.getName())
                .log("The worker stops because of a bug");
        bug.compareAndSet(null, failure);
        Thread.ofPlatform().name("muster-stop").start(this::close);
    }

    void awaitShutdown() throws InterruptedException {
        closed.await();
        var failure = bug.get();
        if (failure != null) {
            throw new IllegalStateException("the worker stopped because of a bug", failure);
        }
    }

    void close() {
        try {
            if (isClosing.compareAndSet(false, true)) {
                LOG.atInfo().addKeyValue("worker", settings.id()).log("The worker stops");
                forgetHook();
                stopAll();
            } else {
                closed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whoever awaits the shutdown is let go even if it fails.
    private void stopAll() throws InterruptedException {
        try {
            drain(clock.instant().plus(settings.timing().grace()));
        } finally {
            closeClients();
            closed.countDown();
            LOG.atInfo().addKeyValue("worker", settings.id()).log("The worker stopped");
        }
    }

    private void drain(Instant end) throws InterruptedException {
        intakes.values().forEach(Intake::stop);
        for (var taker : takers) {
            taker.join(settings.timing().lease().plus(SHORT));
        }
        if (!awaitIdle(end)) {
            LOG.atWarn().addKeyValue("worker", settings.id()).addKeyValue("running", attempts.count())
                    .log("The grace period is over: what still runs is stopped");
            attempts.stopAll(Stop.SHUT_DOWN);
            if (!awaitIdle(clock.instant().plus(SHORT))) {
                attempts.giveUpOn(Stop.SHUT_DOWN);
                awaitNoClaims(clock.instant().plus(SHORT));
            }
        }
        heartbeats.leave(heart, SHORT);
    }

    private boolean awaitIdle(Instant end) throws InterruptedException {
        var isIdle = true;
        for (var agent : served.values()) {
            isIdle &= agent.slots().awaitIdle(Duration.between(clock.instant(), end));
        }
        return isIdle;
    }

    private void awaitNoClaims(Instant end) throws InterruptedException {
        while (!attempts.claims().held().isEmpty() && clock.instant().isBefore(end)) {
            TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
        }
    }

    private void closeClients() {
        control.stop();
        table.stop();
        ticker.interrupt();
        heartbeatProducer.close(SHORT);
        outbox.close();
        admin.close(SHORT);
    }

    private void forgetHook() {
        var mine = hook.get();
        if (mine != null && mine != Thread.currentThread()) {
            try {
                Runtime.getRuntime().removeShutdownHook(mine);
            } catch (IllegalStateException e) {
                // The process is ending already, and the hook waits for this.
            }
        }
    }
}
