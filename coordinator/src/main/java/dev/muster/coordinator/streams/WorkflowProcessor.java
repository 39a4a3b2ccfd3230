package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.common.wire.CommandRecord;
import dev.muster.coordinator.core.Decision;
import dev.muster.coordinator.core.Decision.Refused;
import dev.muster.coordinator.core.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes commands, reports and due timers of one partition, one by one. Owned by its stream thread.
final class WorkflowProcessor
        implements
        Processor<byte @Nullable [], byte @Nullable [], Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(WorkflowProcessor.class);
    private static final Duration TIMER_INTERVAL = Duration.ofMillis(10);
    /// How long timers may keep records waiting at a look.
    private static final Duration TIMER_BUDGET = Duration.ofMillis(50);
    private static final int TIMERS_AT_ONCE = 100;
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

    private final WorkflowTopology.Parts parts;
    private @Nullable Open open;

    WorkflowProcessor(WorkflowTopology.Parts parts) {
        this.parts = parts;
    }

    /// What there is from `init` to `close`.
    private record Open(ProcessorContext<Object, Object> context, WorkflowDesk desk, TimerQueue timers,
            Roll roll, Sweeper sweeper, DeadLetterBox unaccepted) {}

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        KeyValueStore<Bytes, byte[]> rows = context.getStateStore(TopologyNames.ROWS_STORE);
        KeyValueStore<Bytes, byte[]> timers = context.getStateStore(TopologyNames.TIMERS_STORE);
        var roll = new Roll();
        var desk = new WorkflowDesk(rows, parts.admission(context), parts, roll);
        try (var headers = rows.range(RowKey.beforeHeaders(), RowKey.afterHeaders())) {
            headers.forEachRemaining(
                    entry -> desk.open(HeaderForm.read(entry.value), context.currentSystemTimeMs()));
        }
        var indexer = new Indexer(rows, roll.index());
        indexer.look();
        parts.tallies().open(context.taskId().partition(), roll);
        open = new Open(context, desk, new TimerQueue(timers), roll,
                new Sweeper(rows, roll, parts.periods().ended()),
                new DeadLetterBox(context, parts, TopologyNames.DEAD_LETTERS_SINK));
        context.schedule(TIMER_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::fireTimers);
        context.schedule(WATCH_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::findVanished);
        context.schedule(Indexer.INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> indexer.look());
        context.schedule(Sweeper.INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::sweep);
    }

    @Override
    public void process(Record<byte @Nullable [], byte @Nullable []> record) {
        var metadata = open().context().recordMetadata().orElseThrow();
        var inbound = metadata.topic().equals(parts.topics().commands())
                ? Inbound.command(record)
                : Inbound.report(record);
        switch (inbound) {
            case Inbound.Command(var workflow, var command) -> command(workflow, command, metadata);
            case Inbound.Report(var workflow, var report, var asks) -> {
                report(workflow, report, metadata, record);
                if (report instanceof Input.Claimed claimed) {
                    answer(workflow, claimed, asks);
                }
            }
            case Inbound.Unreadable(var reason) -> open().unaccepted().put(record, reason);
        }
        if (parts.pacing().asks(System.nanoTime())) {
            open().context().commit();
        }
    }

    @Override
    public void close() {
        if (open != null) {
            parts.tallies().close(open.context().taskId().partition(), open.roll());
        }
    }

    private void command(WorkflowId workflow, CommandRecord command, RecordMetadata metadata) {
        var desk = open().desk();
        var outbox = outbox(workflow, Cause.of(metadata, command.command()));
        switch (command) {
            case CommandRecord.Start start -> {
                open().sweeper().clear(workflow);
                desk.start(workflow, start, outbox);
            }
            case CommandRecord.Cancel cancel ->
                desk.order(workflow, new Input.Cancel(cancel.rollback()), outbox);
            case CommandRecord.Pause pause -> desk.order(workflow, new Input.Pause(), outbox);
            case CommandRecord.Resume resume -> desk.order(workflow, new Input.Resume(), outbox);
            case CommandRecord.Retry retry -> desk.order(workflow, new Input.Retry(), outbox);
            case CommandRecord.Rollback rollback -> desk.order(workflow, new Input.Rollback(), outbox);
        }
    }

    private void report(WorkflowId workflow, Input report, RecordMetadata metadata,
            Record<byte @Nullable [], byte @Nullable []> record) {
        var decision = open().desk().take(workflow, report, outbox(workflow, Cause.of(metadata, null)));
        if (decision instanceof Refused(var reason, var detail)) {
            if (reason == Decision.Reason.UNKNOWN) {
                open().unaccepted().put(record, detail);
            } else {
                ignore(workflow, detail);
            }
        }
    }

    private void answer(WorkflowId workflow, Input.Claimed claimed, boolean asks) {
        var answer = ClaimAnswer.of(workflow, claimed, open().desk().task(workflow, claimed.task()), asks);
        if (answer != null) {
            open().context().forward(
                    new Record<>(workflow.value(), answer, open().context().currentSystemTimeMs()),
                    TopologyNames.CONTROL_SINK);
        }
    }

    private void fireTimers(long nowMillis) {
        var timers = open().timers();
        var deadline = System.nanoTime() + TIMER_BUDGET.toNanos();
        var due = timers.takeDue(nowMillis, TIMERS_AT_ONCE);
        while (!due.isEmpty()) {
            parts.pacing().worked();
            for (var timer : due) {
                var outbox = outbox(timer.workflow(), Cause.of(timer));
                if (open().desk().take(timer.workflow(), new Input.TimerDue(timer.timer()),
                        outbox) instanceof Refused refused) {
                    ignore(timer.workflow(), refused.detail());
                }
            }
            due = System.nanoTime() < deadline ? timers.takeDue(nowMillis, TIMERS_AT_ONCE) : List.of();
        }
        if (parts.pacing().isDue(System.nanoTime())) {
            open().context().commit();
        }
    }

    private void findVanished(long nowMillis) {
        open().desk().vanished(new VanishedAttempts(parts.intake()), nowMillis)
                .forEach((workflow, attempts) -> attempts.forEach(vanished -> {
                    LOG.atWarn().addKeyValue("workflow", workflow).addKeyValue("task", vanished.task())
                            .addKeyValue("attempt", vanished.attempt())
                            .log("attempt was taken and never heard of again");
                    open().desk().take(workflow, vanished, outbox(workflow, Cause.of(workflow, vanished)));
                }));
    }

    private void sweep(long nowMillis) {
        if (open().sweeper().look(Instant.ofEpochMilli(nowMillis))) {
            parts.pacing().worked();
        }
    }

    private void ignore(WorkflowId workflow, String detail) {
        parts.tallies().stale();
        LOG.atDebug().addKeyValue("workflow", workflow).addKeyValue("detail", detail)
                .log("stale input refused");
    }

    private Outbox outbox(WorkflowId workflow, Cause cause) {
        return new Outbox(open().context(), open().timers(), workflow, cause);
    }

    private Open open() {
        return Objects.requireNonNull(open, "the processor was initialised");
    }
}
