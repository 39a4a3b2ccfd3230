package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.core.Header.Ending;
import dev.muster.coordinator.core.Header.Load;
import dev.muster.coordinator.core.Header.Outcome;
import dev.muster.coordinator.core.Header.Progress;
import dev.muster.coordinator.core.Header.Queue;
import dev.muster.coordinator.core.Header.Span;
import dev.muster.coordinator.core.WorkflowState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The stored form of a workflow's header.
final class HeaderForm {
    private static final int VERSION = 1;
    private static final Codes<WorkflowState> STATES = Codes.of(WorkflowState.class,
            List.of(WorkflowState.PENDING, WorkflowState.RUNNING, WorkflowState.PAUSED,
                    WorkflowState.ROLLING_BACK,
                    WorkflowState.COMPLETED, WorkflowState.FAILED, WorkflowState.CANCELLED,
                    WorkflowState.ROLLED_BACK,
                    WorkflowState.ROLLBACK_FAILED));
    private static final Codes<Ending> ENDINGS = Codes.of(Ending.class,
            List.of(Ending.FAIL, Ending.CANCEL, Ending.ROLLBACK));
    private static final int NO_ENDING = 0;

    private HeaderForm() {}

    static byte[] write(Header header) {
        var progress = header.progress();
        var load = header.load();
        var span = header.span();
        var outcome = header.outcome();
        var form = new FormWriter(VERSION).text(header.id().value()).number(STATES.of(header.state()))
                .number(progress.total()).number(progress.completed()).number(progress.failed())
                .number(progress.skipped()).number(load.live()).number(load.active()).number(load.settled())
                .number(load.unwound()).number(load.notUndone()).number(header.queue().head())
                .number(header.queue().tail()).instant(span.createdAt()).instant(span.startedAt())
                .instant(span.endedAt()).instant(span.deadline())
                .number(outcome.ending() == null ? NO_ENDING : ENDINGS.of(outcome.ending()) + 1)
                .flag(outcome.unwinding());
        FailureForm.write(form, outcome.failure());
        return form.bytes();
    }

    static Header read(byte[] bytes) {
        var form = new FormReader("header", VERSION, bytes);
        var id = new WorkflowId(form.text());
        var state = STATES.constant(form.count());
        var progress = new Progress(form.count(), form.count(), form.count(), form.count());
        var load = new Load(form.count(), form.count(), form.count(), form.count(), form.count());
        var queue = new Queue(form.number(), form.number());
        var span = new Span(Objects.requireNonNull(form.instant()), form.instant(), form.instant(),
                form.instant());
        var outcome = new Outcome(ending(form.count()), form.flag(), FailureForm.read(form));
        return new Header(id, state, progress, load, queue, span, outcome);
    }

    private static @Nullable Ending ending(int code) {
        return code == NO_ENDING ? null : ENDINGS.constant(code - 1);
    }
}
