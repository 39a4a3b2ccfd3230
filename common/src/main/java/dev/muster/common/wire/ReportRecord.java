package dev.muster.common.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.muster.common.Json;
import org.jspecify.annotations.Nullable;

/// A value on the `reports` topic: what became of one attempt at a task. The record's key is the workflow's id;
/// with it, `task` and `attempt` name the attempt. A report on an attempt that was given up changes nothing but, if
/// it is a success, what a rollback has to undo.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ReportRecord extends WireRecord {
    String task();

    int attempt();

    @Nullable
    String worker();

    /// @param output what the handler returned; null if it returned nothing
    @JsonTypeName("succeeded")
    record Succeeded(String task, int attempt, @Nullable String worker, @Nullable Json output)
            implements ReportRecord {
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
            implements ReportRecord {
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
            implements ReportRecord {
        public Progress {
            Required.text("task", task);
            Required.positive("attempt", attempt);
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("field percent must be 0 to 100");
            }
        }
    }

    /// The worker runs the attempt under its lease. Written by the coordinator, from the worker's heartbeat.
    @JsonTypeName("claimed")
    record Claimed(String task, int attempt, String worker) implements ReportRecord {
        public Claimed {
            Required.text("task", task);
            Required.positive("attempt", attempt);
            Required.text("worker", worker);
        }
    }

    /// The worker's lease ended with the attempt unreported. Written by the coordinator.
    @JsonTypeName("lost")
    record Lost(String task, int attempt, String worker) implements ReportRecord {
        public Lost {
            Required.text("task", task);
            Required.positive("attempt", attempt);
            Required.text("worker", worker);
        }
    }
}
