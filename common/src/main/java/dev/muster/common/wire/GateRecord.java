package dev.muster.common.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value on the `gates` topic, which coordinators alone write and read; the record's key is the agent type, or
/// [AgentRecord#WORKFLOWS] for the gate through which workflows are admitted.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface GateRecord extends WireRecord {
    /// Asks for a permit, for one attempt or for a workflow to run.
    /// @param priority higher is served first
    /// @param key requests of one fairness key share its weight; may be empty
    /// @param task published when the permit is granted; null for a workflow
    /// @param forced granted at once, whatever the limit: for workflows that had run before
    @JsonTypeName("request")
    record Request(String workflow, int priority, String key, @Nullable TaskRecord task, boolean forced)
            implements GateRecord {
        public Request {
            Required.text("workflow", workflow);
            Required.present("key", key);
        }
    }

    /// The attempt, or the workflow, has ended: whatever it held is free again.
    /// @param task null for a workflow, and with it `attempt`
    @JsonTypeName("release")
    record Release(String workflow, @Nullable String task, @Nullable Integer attempt) implements GateRecord {
        public Release {
            Required.text("workflow", workflow);
        }
    }

    /// Takes a request back. One that was granted already is not touched: its attempt answers for itself.
    @JsonTypeName("withdraw")
    record Withdraw(String workflow, @Nullable String task, @Nullable Integer attempt) implements GateRecord {
        public Withdraw {
            Required.text("workflow", workflow);
        }
    }

    /// Workers offer the agent type.
    /// @param settings proposed in their code: they count where nobody set anything
    @JsonTypeName("register")
    record Register(List<String> actions, @Nullable AgentSettings settings) implements GateRecord {
        public Register {
            Required.present("actions", actions);
            actions = List.copyOf(actions);
        }
    }

    /// An operator's settings, which replace those before.
    @JsonTypeName("configure")
    record Configure(AgentSettings settings) implements GateRecord {
        public Configure {
            Required.present("settings", settings);
        }
    }

    /// A worker's word on the circuit breaker: that it opened, is to be tried by this worker, or closed. Who tries says
    /// so again with each heartbeat, or another may.
    /// @param epoch of the state that the worker saw; its word counts only if that is the latest
    @JsonTypeName("breaker")
    record Breaker(String worker, AgentRecord.Breaker.State state, int epoch) implements GateRecord {
        public Breaker {
            Required.text("worker", worker);
            Required.present("state", state);
        }
    }

    /// An operator closes the circuit breaker.
    @JsonTypeName("reset-breaker")
    record ResetBreaker() implements GateRecord {}
}
