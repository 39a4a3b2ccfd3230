package dev.muster.common.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.common.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value on an agent type's `tasks` topic: one attempt to be made. The record's key is the workflow's id;
/// (workflow, task, attempt) is the attempt's idempotency key.
/// @param attempt counts every attempt at the task, its compensations included, from 1
/// @param tryNumber counts the tries of this phase, from 1
public record TaskRecord(String task, int attempt, @JsonProperty("try") int tryNumber, Phase phase,
        Order order)
        implements WireRecord {
    public TaskRecord {
        Required.text("task", task);
        Required.positive("attempt", attempt);
        Required.positive("try", tryNumber);
        Required.present("phase", phase);
        Required.present("order", order);
    }

    /// What is asked of the worker.
    public enum Phase {
        @JsonProperty("run")
        RUN, @JsonProperty("compensate")
        COMPENSATE
    }

    /// @param input resolved: no expressions are left in it
    /// @param output what the task had returned, for a compensation; null for a run
    /// @param timeoutMillis how long the handler may take
    public record Order(String agent, String action, Json input, @Nullable Json output, long timeoutMillis,
            @Nullable Map<String, String> metadata) {
        public Order {
            Required.text("agent", agent);
            Required.text("action", action);
            Required.present("input", input);
            Required.positive("timeoutMillis", timeoutMillis);
            metadata = metadata == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        }
    }
}
