package dev.muster.worker;

import dev.muster.common.Json;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.WireFormat;
import dev.muster.worker.lease.AttemptKey;
import org.jspecify.annotations.Nullable;

/// How one attempt ended, in words that may leave the process.
sealed interface Outcome {
    int LONGEST_MESSAGE = 1_000;
    int LONGEST_CODE = 100;

    record Succeeded(@Nullable Json output) implements Outcome {}

    record Failed(String code, String message, boolean retryable) implements Outcome {
        public Failed {
            code = clipped(code.isBlank() ? "handler_failed" : code, LONGEST_CODE);
            message = clipped(message, LONGEST_MESSAGE);
        }
    }

    static Failed failed(Throwable failure) {
        var message = messageOf(failure);
        return failure instanceof TaskExecutionException told
                ? new Failed(told.code(), message, told.isRetryable())
                : new Failed("handler_failed", message, true);
    }

    /// @param maxBytes a larger success is a failure
    default ReportRecord report(AttemptKey attempt, String worker, int maxBytes) {
        var report = recordOf(this, attempt, worker);
        var size = this instanceof Succeeded ? WireFormat.bytes(report).length : 0;
        return size <= maxBytes ? report : recordOf(tooLarge(size, maxBytes), attempt, worker);
    }

    private static Failed tooLarge(int size, int maxBytes) {
        return new Failed("output_too_large",
                "the output makes a report of " + size + " bytes: expected at most " + maxBytes, false);
    }

    private static ReportRecord recordOf(Outcome outcome, AttemptKey attempt, String worker) {
        return switch (outcome) {
            case Succeeded(var output) ->
                new ReportRecord.Succeeded(attempt.task(), attempt.attempt(), worker, output);
            case Failed(var code, var message, var retryable) ->
                new ReportRecord.Failed(attempt.task(), attempt.attempt(), worker, code, message, retryable);
        };
    }

    // An exception made of nothing but its cause has the cause's class in its message.
    private static String messageOf(Throwable failure) {
        var cause = failure.getCause();
        if (cause != null && cause.toString().equals(failure.getMessage())) {
            return messageOf(cause);
        }
        return failure.getMessage() == null ? "the handler failed without a message" : failure.getMessage();
    }

    private static String clipped(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }
}
