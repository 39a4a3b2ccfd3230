package dev.muster.worker;

import dev.muster.common.Json;
import dev.muster.common.Topics;
import dev.muster.common.WorkerId;
import dev.muster.common.wire.ControlRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.WorkerRecord;
import dev.muster.worker.WorkerSettings.Limits;
import dev.muster.worker.WorkerSettings.Timing;
import dev.muster.worker.lease.AttemptKey;
import dev.muster.worker.lease.Lease;
import dev.muster.worker.lease.Slots;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/// A worker without threads: what it decides about its attempts, its claims and its lease is the real code; its intake,
/// its heartbeats and its handlers are told here, each step in the simulation's time. Has one owner.
public final class SimulatedWorker {
    /// How often a worker looks at its lease and at overdue handlers is a quarter of a second in truth.
    private static final long TICK = 1_000;

    private final String id;
    private final World world;
    private final Lease lease;
    private final Attempts attempts;
    private final SimulatedHandlers handlers;
    private final Map<String, ServedAgent> served = new TreeMap<>();
    private final Timing timing = Timing.DEFAULT;
    private final List<Runnable> asked = new ArrayList<>();
    private long sequence;
    private boolean isBeating;
    private boolean hadLease;

    /// What a worker meets. What is put off never happens if its process dies before, and happens later if it is frozen.
    public interface World {
        long now();

        void after(long millis, Runnable what);

        /// @param durable told when the report is in the log
        void report(String workflow, ReportRecord report, Runnable durable);

        /// @param durable told when the heartbeat is in the log
        void beat(WorkerRecord.Heartbeat heartbeat, Runnable durable);

        /// A handler begins: what will it do?
        Deed begin(AttemptKey attempt, boolean compensates);

        /// A handler has ended.
        /// @param done its side effect is there
        void ended(AttemptKey attempt, boolean done);
    }

    /// What a handler will do.
    /// @param output what it returns; null if it fails
    /// @param heeds whether it ends soon when it is told to stop
    public record Deed(long millis, @Nullable Json output, boolean retryable, boolean heeds) {}

    /// A record that was taken from the broker.
    /// @param count how often it was delivered, this time included
    /// @param accept done with it
    /// @param release somebody else is to have it
    public record Taken(String workflow, Bytes task, int count, Runnable accept, Runnable release) {}

    public SimulatedWorker(String id, List<String> agents, int slots, World world) {
        this.id = id;
        this.world = world;
        this.lease = new Lease(timing.lease());
        this.handlers = new SimulatedHandlers(world);
        var settings = new WorkerSettings(new WorkerId(id), "nowhere:9092", Topics.DEFAULT,
                Limits.DEFAULT.withMaxInFlight(slots), timing, Map.of());
        InstantSource clock = () -> Instant.ofEpochMilli(world.now());
        this.attempts = new Attempts(settings, handlers, clock, handlers);
        for (var agent : agents) {
            // Its circuit breaker counts, and nobody asks it.
            var definition = AgentDefinition.of(agent);
            served.put(agent, new ServedAgent(definition, new Slots(slots),
                    new AgentBreaker(definition, settings.id(), clock, () -> {})));
        }
    }

    public void start() {
        beat(() -> {});
        tick();
    }

    public String id() {
        return id;
    }

    /// Whether nothing runs in it.
    public boolean isIdle() {
        return attempts.count() == 0;
    }

    /// How many tasks of the agent type it would take now.
    public int free(String agent) {
        var one = served.get(agent);
        return one == null || lease.isLost(now()) ? 0 : one.slots().free();
    }

    /// As the intake does with what it polled: fresh tasks run and are claimed if they take long, repeated ones are
    /// claimed first and run when that is confirmed.
    public void take(String agent, Taken taken) {
        var delivery = new Delivery(new Delivery.Position(agent, 0, 0), taken.workflow(), taken.task().get(),
                taken.count());
        var received = attempts.receive(delivery, Objects.requireNonNull(served.get(agent)));
        if (received.isRepeated()) {
            settle(received, taken, attempts::ask);
        } else {
            attempts.launch(received);
            world.after(timing.claimAfter().toMillis(), () -> settle(received, taken, attempts::claim));
        }
    }

    private void settle(Received received, Taken taken, Consumer<Attempt> claiming) {
        if (received.isDurable()) {
            taken.accept().run();
            return;
        }
        received.attempt().ifPresent(claiming);
        var isSettled = new boolean[1];
        beat(() -> acknowledge(received, taken, received.isDurable() || received.isClaimable(), isSettled));
        world.after(timing.lease().toMillis(),
                () -> acknowledge(received, taken, received.isDurable(), isSettled));
    }

    private void acknowledge(Received received, Taken taken, boolean isSafe, boolean[] isSettled) {
        if (isSettled[0]) {
            return;
        }
        isSettled[0] = true;
        if (isSafe) {
            taken.accept().run();
        } else {
            received.attempt().ifPresent(attempts::release);
            taken.release().run();
        }
        handlers.notice();
    }

    /// @param durable told when a heartbeat is in the log that lists every claim made before
    private void beat(Runnable durable) {
        asked.add(durable);
        if (!isBeating) {
            send();
        }
    }

    private void send() {
        isBeating = true;
        var waiting = List.copyOf(asked);
        asked.clear();
        var sentAt = now();
        var claims = attempts.claims().list(sentAt).stream()
                .map(listed -> new WorkerRecord.Claim(listed.attempt().workflow(), listed.attempt().task(),
                        listed.attempt().attempt(), listed.asks() ? true : null))
                .toList();
        var number = ++sequence;
        world.beat(new WorkerRecord.Heartbeat(number, List.of(), claims, "1"), () -> {
            lease.renew(sentAt);
            waiting.forEach(Runnable::run);
            isBeating = false;
            if (!asked.isEmpty()) {
                send();
            } else {
                world.after(timing.heartbeat().toMillis(), () -> {
                    if (!isBeating && sequence == number) {
                        send();
                    }
                });
            }
        });
    }

    private void tick() {
        var hasLease = !lease.isLost(now());
        if (hadLease && !hasLease) {
            attempts.stopAll(Stop.LEASE_LOST);
        }
        hadLease = hasLease;
        attempts.giveUpOverdue();
        handlers.notice();
        world.after(TICK, this::tick);
    }

    /// A coordinator says something to the workers.
    public void hear(ControlRecord said) {
        if (lease.isLost(now())) {
            attempts.stopAll(Stop.LEASE_LOST);
        }
        attempts.heed(said);
        handlers.notice();
    }

    private Instant now() {
        return Instant.ofEpochMilli(world.now());
    }
}
