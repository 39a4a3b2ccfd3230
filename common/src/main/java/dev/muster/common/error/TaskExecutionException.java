package dev.muster.common.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A task's attempt failed. A handler throws it to say how: the code stands in the report, and a failure that is not
/// retryable ends the task whatever its retry policy says.
public final class TaskExecutionException extends WorkflowException {
    private final String code;
    private final boolean retryable;

    private TaskExecutionException(String code, boolean retryable, String message,
            @Nullable Throwable cause) {
        super(null, message, cause);
        this.code = Objects.requireNonNull(code);
        this.retryable = retryable;
    }

    public static TaskExecutionException retryable(String code, String message, @Nullable Throwable cause) {
        return new TaskExecutionException(code, true, message, cause);
    }

    public static TaskExecutionException terminal(String code, String message, @Nullable Throwable cause) {
        return new TaskExecutionException(code, false, message, cause);
    }

    public String code() {
        return code;
    }

    public boolean isRetryable() {
        return retryable;
    }
}
