package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.WorkerId;
import dev.muster.common.wire.ReportRecord;
import dev.muster.coordinator.core.Failure;
import dev.muster.coordinator.core.Input;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Turns reports into the machine's inputs.
final class Translation {
    private Translation() {}

    /// @throws IllegalArgumentException if a name in it can't be one
    static Input input(ReportRecord report) {
        return switch (report) {
            case ReportRecord.Succeeded r -> new Input.Succeeded(new TaskId(r.task()), r.attempt(),
                    worker(r.worker()), r.output() == null ? Json.NULL : r.output());
            case ReportRecord.Failed r -> new Input.Failed(new TaskId(r.task()), r.attempt(),
                    worker(r.worker()),
                    new Failure(r.code(), r.message()), r.retryable());
            case ReportRecord.Progress r ->
                new Input.Progressed(new TaskId(r.task()), r.attempt(), r.percent(), r.message());
            case ReportRecord.Claimed r ->
                new Input.Claimed(new TaskId(r.task()), r.attempt(), new WorkerId(r.worker()));
            case ReportRecord.Lost r ->
                new Input.Lost(new TaskId(r.task()), r.attempt(), new WorkerId(r.worker()));
            case ReportRecord.Granted r -> new Input.Granted(new TaskId(r.task()), r.attempt());
            case ReportRecord.Vanished r -> new Input.Vanished(new TaskId(r.task()), r.attempt(),
                    Instant.ofEpochMilli(r.takenByMillis()));
            case ReportRecord.Admitted r -> new Input.Admitted();
        };
    }

    private static @Nullable WorkerId worker(@Nullable String value) {
        return value == null ? null : new WorkerId(value);
    }
}
