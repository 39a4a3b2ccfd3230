package dev.muster.worker;

import dev.muster.common.Version;
import dev.muster.common.wire.WireFormat;
import dev.muster.common.wire.WorkerRecord;
import dev.muster.worker.lease.Claims;
import dev.muster.worker.lease.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the fleet that this worker lives and what it holds, every few seconds and whenever a claim has to become
/// durable. One heartbeat at a time is on its way, so their order is that of their sequence numbers.
///
/// Runs on a thread of its own; [#beat] may be called from any.
final class Heartbeats implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

    private final WorkerSettings settings;
    private final Presence presence;
    private final Claims claims;
    private final Lease lease;
    private final Time clock;
    private final Producer<String, byte[]> producer;
    private final LinkedBlockingQueue<CompletableFuture<Void>> asked = new LinkedBlockingQueue<>();
    private volatile boolean isStopped;
    // Owned by the thread.
    private long sequence;
    private boolean isFailing;

    /// What a worker has to tell beside its claims.
    /// @param statuses asked for each heartbeat
    record Presence(List<WorkerRecord.Offer> offers, Supplier<List<WorkerRecord.Status>> statuses) {}

    Heartbeats(WorkerSettings settings, Presence presence, Claims claims, Lease lease, Time clock,
            Producer<String, byte[]> producer) {
        this.settings = settings;
        this.presence = presence;
        this.claims = claims;
        this.lease = lease;
        this.clock = clock;
        this.producer = producer;
    }

    /// Done when a heartbeat is durable that lists every claim made before this call.
    CompletableFuture<Void> beat() {
        var durable = new CompletableFuture<Void>();
        asked.add(durable);
        return durable;
    }

    @Override
    public void run() {
        try {
            var waiting = new ArrayList<CompletableFuture<Void>>();
            while (!isStopped) {
                // Whoever asked before this point made its claims before it.
                asked.drainTo(waiting);
                var sentAt = clock.instant();
                if (send(new WorkerRecord.Heartbeat(++sequence, presence.offers(), claimsHeld(),
                        Version.text(),
                        presence.statuses().get()))) {
                    lease.renew(sentAt);
                    waiting.forEach(durable -> durable.complete(null));
                    waiting.clear();
                    awaitNext(waiting);
                } else {
                    clock.sleep(settings.timing().heartbeat().dividedBy(4));
                }
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitNext(List<CompletableFuture<Void>> waiting) throws InterruptedException {
        var next = clock.poll(asked, settings.timing().heartbeat());
        if (next != null) {
            waiting.add(next);
        }
    }

    private List<WorkerRecord.Claim> claimsHeld() {
        return claims.list(clock.instant()).stream().map(Heartbeats::claim).toList();
    }

    private static WorkerRecord.Claim claim(Claims.Listed listed) {
        var attempt = listed.attempt();
        return new WorkerRecord.Claim(attempt.workflow(), attempt.task(), attempt.attempt(),
                listed.asks() ? true : null);
    }

    private boolean send(WorkerRecord heartbeat) throws InterruptedException {
        try {
            // Its delivery timeout ends the wait.
            clock.get(producer.send(new ProducerRecord<>(settings.topics().workers(), settings.id().value(),
                    WireFormat.bytes(heartbeat))));
            if (isFailing) {
                LOG.atInfo().addKeyValue("worker", settings.id()).log("Heartbeats are durable again");
            }
            isFailing = false;
            return true;
        } catch (ExecutionException e) {
            if (!isFailing) {
                LOG.atWarn().addKeyValue("worker", settings.id())
                        .addKeyValue("reason", String.valueOf(e.getCause()))
                        .log("A heartbeat did not become durable; they go on");
            }
            isFailing = true;
            return false;
        }
    }

    /// Ends the heartbeats, and says goodbye if nothing is held any more.
    void leave(Thread thread, Duration atMost) throws InterruptedException {
        isStopped = true;
        // Wakes it.
        var _ = beat();
        if (!thread.join(atMost)) {
            thread.interrupt();
            return;
        }
        if (claims.held().isEmpty()) {
            try {
                producer.send(new ProducerRecord<>(settings.topics().workers(), settings.id().value(),
                        WireFormat.bytes(new WorkerRecord.Left(++sequence))))
                        .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOG.atWarn().addKeyValue("worker", settings.id()).log(
                        "The worker's leaving could not be announced; its lease will end by itself");
            }
        }
    }
}
