package dev.muster.coordinator.streams;

import dev.muster.common.TaskId;
import dev.muster.common.WorkerId;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import dev.muster.common.wire.WorkerRecord;
import dev.muster.common.wire.WorkerRecord.Claim;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns heartbeats into reports: what a worker newly claims, or newly asks about, is reported claimed, and what it held when it left, fell
/// silent or began anew is reported lost. Claims that it lists no more it has reported itself. Owned by its stream thread.
final class LivenessProcessor
        implements
        Processor<byte @Nullable [], byte @Nullable [], Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(LivenessProcessor.class);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

    private final WorkflowTopology.Parts parts;
    private @Nullable Open open;

    LivenessProcessor(WorkflowTopology.Parts parts) {
        this.parts = parts;
    }

    private record Open(ProcessorContext<Object, Object> context, KeyValueStore<Bytes, byte[]> leases,
            Silences silences, DeadLetterBox unreadable) {}

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        KeyValueStore<Bytes, byte[]> leases = context.getStateStore(TopologyNames.LEASES_STORE);
        var now = context.currentSystemTimeMs();
        var silences = new Silences(parts.periods().silence(), now);
        try (var all = leases.all()) {
            all.forEachRemaining(entry -> silences
                    .hear(new WorkerId(new String(entry.key.get(), StandardCharsets.UTF_8)), now));
        }
        open = new Open(context, leases, silences,
                new DeadLetterBox(context, parts, TopologyNames.UNREADABLE_WORKERS_SINK));
        context.schedule(LOOK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::look);
    }

    /// @param lease null when the worker left
    private record Heard(WorkerId worker, @Nullable Lease lease) {}

    @Override
    public void process(Record<byte @Nullable [], byte @Nullable []> record) {
        var heard = read(record);
        if (heard != null) {
            take(heard);
        }
        if (parts.pacing().asks(System.nanoTime())) {
            open().context().commit();
        }
    }

    private void take(Heard heard) {
        if (heard.lease() == null) {
            end(heard.worker(), "left");
        } else {
            renew(heard.worker(), heard.lease());
        }
    }

    private @Nullable Heard read(Record<byte @Nullable [], byte @Nullable []> record) {
        if (record.key() == null || record.value() == null) {
            return bury(record, "expected a worker id as key, and a value");
        }
        try {
            var worker = new WorkerId(new String(record.key(), StandardCharsets.UTF_8));
            return switch (WireFormat.read(WorkerRecord.class, record.value())) {
                case WorkerRecord.Heartbeat heartbeat -> new Heard(worker, lease(heartbeat));
                case WorkerRecord.Left left -> new Heard(worker, null);
            };
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            return bury(record, String.valueOf(e.getMessage()));
        }
    }

    private static Lease lease(WorkerRecord.Heartbeat heartbeat) {
        for (var claim : heartbeat.claims()) {
            var _ = new WorkflowId(claim.workflow());
            var _ = new TaskId(claim.task());
        }
        return Lease.of(heartbeat.sequence(), heartbeat.claims());
    }

    private void renew(WorkerId worker, Lease lease) {
        open().silences().hear(worker, open().context().currentSystemTimeMs());
        var before = stored(worker);
        for (var claim : lease.newSince(before)) {
            report(claim, new ReportRecord.Claimed(claim.task(), claim.attempt(), worker.value(),
                    claim.again()));
        }
        // Its count began anew: another process of the same name, which knows nothing of the former one's tasks.
        if (lease.sequence() <= before.sequence()) {
            lose(worker, before.notListedIn(lease));
        }
        if (before.equals(Lease.NONE) || !lease.claims().equals(before.claims())
                || lease.sequence() <= before.sequence()) {
            open().leases().put(key(worker), lease.stored());
        }
    }

    private void end(WorkerId worker, String why) {
        var claims = List.copyOf(stored(worker).claims());
        LOG.atInfo().addKeyValue("worker", worker).addKeyValue("claims", claims.size())
                .addKeyValue("why", why)
                .log("worker is gone");
        lose(worker, claims);
        open().leases().delete(key(worker));
        open().silences().forget(worker);
    }

    private void lose(WorkerId worker, List<Claim> claims) {
        for (var claim : claims) {
            report(claim, new ReportRecord.Lost(claim.task(), claim.attempt(), worker.value()));
        }
    }

    private void look(long nowMillis) {
        open().silences().tooLong(nowMillis, parts.pacing().behind(System.nanoTime()))
                .forEach(worker -> end(worker, "silent"));
    }

    private void report(Claim claim, ReportRecord report) {
        open().context().forward(
                new Record<>(claim.workflow(), report, open().context().currentSystemTimeMs()),
                TopologyNames.LEASES_SINK);
    }

    private @Nullable Heard bury(Record<byte @Nullable [], byte @Nullable []> record, String reason) {
        open().unreadable().put(record, reason);
        return null;
    }

    private Lease stored(WorkerId worker) {
        var bytes = open().leases().get(key(worker));
        return bytes == null ? Lease.NONE : Lease.read(bytes);
    }

    private static Bytes key(WorkerId worker) {
        return Bytes.wrap(worker.value().getBytes(StandardCharsets.US_ASCII));
    }

    private Open open() {
        return Objects.requireNonNull(open, "the processor was initialised");
    }
}
