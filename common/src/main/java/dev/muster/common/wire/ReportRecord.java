package dev.muster.common.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.muster.common.Json;
import org.jspecify.annotations.Nullable;

/// A value on the `reports` topic: what became of one attempt at a task, or of a workflow's wait to be admitted. The
/// record's key is the workflow's id; with it, `task` and `attempt` name the attempt. A report on an attempt that was given up changes nothing but, if
/// it is a success, what a rollback has to undo.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ReportRecord extends WireRecord {
    /// On one attempt.
    sealed interface OfAttempt extends ReportRecord {
        String task();

        int attempt();
    }

    /// From a worker, or about it.
    sealed interface OfWorker extends OfAttempt {
        @Nullable
        String worker();
    }

    /// @param output what the handler returned; null if it returned nothing
    @JsonTypeName("succeeded")
    record Succeeded(String task, int attempt, @Nullable String worker, @Nullable Json output)
            implements OfWorker {
        public Succeeded {
            Required.text("task", task);
            Required.positive("attempt", attempt);
        }
    }

    /// @param code stable and short, such as `timeout`; a retry policy may name it as not retried
    /// @param retryable false ends the task whatever its retry policy says
    @JsonTypeName("failed")
    record Failed(String task, int attempt, @Nullable String worker, String code, String message,
            boolean retryable)
            implements OfWorker {
        public Failed {
            Required.text("task", task);
            Required.positive("attempt", attempt);
            Required.text("code", code);
            Required.present("message", message);
        }
    }

    /// @param percent 0 to 100
    @JsonTypeName("progress")
    record Progress(String task, int attempt, @Nullable String worker, int percent, @Nullable String message)
            implements OfWorker {
        public Progress {
            Required.text("task", task);
            Required.positive("attempt", attempt);
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("field percent must be 0 to 100");
            }
        }
    }

    /// The worker runs the attempt under its lease. Written by the coordinator, from the worker's heartbeat.
    /// @param again the worker waits for the claim to be confirmed; no if null
    @JsonTypeName("claimed")
    record Claimed(String task, int attempt, String worker,
            @Nullable Boolean again) implements OfWorker {
        public Claimed {
            Required.text("task", task);
            Required.positive("attempt", attempt);
            Required.text("worker", worker);
        }

        public Claimed(String task, int attempt, String worker) {
            this(task, attempt, worker, null);
        }
    }

    /// The attempt has its permit and is published. Written by the coordinator, of attempts that are still out a
    /// moment later.
    @JsonTypeName("granted")
    record Granted(String task, int attempt) implements OfAttempt {
        public Granted {
            Required.text("task", task);
            Required.positive("attempt", attempt);
        }
    }

    /// The worker's lease ended with the attempt unreported. Written by the coordinator.
    @JsonTypeName("lost")
    record Lost(String task, int attempt, String worker) implements OfWorker {
        public Lost {
            Required.text("task", task);
            Required.positive("attempt", attempt);
            Required.text("worker", worker);
        }
    }

    /// The attempt is gone from its topic, and holds a permit for long: is it still under way? Written by the coordinator.
    /// @param takenByMillis when it was gone at the latest, in milliseconds of the epoch
    @JsonTypeName("vanished")
    record Vanished(String task, int attempt, long takenByMillis) implements OfAttempt {
        public Vanished {
            Required.text("task", task);
            Required.positive("attempt", attempt);
        }
    }

    /// The workflow may run. Written by the coordinator.
    @JsonTypeName("admitted")
    record Admitted() implements ReportRecord {}
}
