package dev.muster.common.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value on the `workers` topic; the record's key is the worker's id.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface WorkerRecord extends WireRecord {
    /// "I live, this is what I can do, and these are all the attempts that I hold." The first one registers the
    /// worker's agents; each one renews the lease on the claims it lists and gives up those it lists no more.
    /// @param sequence counts the worker's heartbeats, from 1
    /// @param version of the worker's software
    /// @param statuses how its agents fare; null if it does not tell
    @JsonTypeName("heartbeat")
    record Heartbeat(long sequence, List<Offer> agents, List<Claim> claims, String version,
            @Nullable List<Status> statuses) implements WorkerRecord {
        public Heartbeat {
            Required.positive("sequence", sequence);
            Required.present("agents", agents);
            Required.present("claims", claims);
            Required.text("version", version);
            agents = List.copyOf(agents);
            claims = List.copyOf(claims);
            statuses = statuses == null ? null : List.copyOf(statuses);
        }

        public Heartbeat(long sequence, List<Offer> agents, List<Claim> claims, String version) {
            this(sequence, agents, claims, version, null);
        }
    }

    /// "I stopped in good order and hold nothing."
    @JsonTypeName("left")
    record Left(long sequence) implements WorkerRecord {
        public Left {
            Required.positive("sequence", sequence);
        }
    }

    /// An agent type that the worker serves.
    /// @param actions by name; `*` stands for any
    /// @param maxInFlight how many tasks of the type it runs at once
    /// @param settings proposed in the worker's code, for where nobody set anything; none if null
    record Offer(String type, List<String> actions, int maxInFlight, @Nullable AgentSettings settings) {
        public static final String ANY_ACTION = "*";

        public Offer {
            Required.text("type", type);
            Required.present("actions", actions);
            Required.positive("maxInFlight", maxInFlight);
            actions = List.copyOf(actions);
        }

        public Offer(String type, List<String> actions, int maxInFlight) {
            this(type, actions, maxInFlight, null);
        }
    }

    /// How one agent type fares at the worker.
    /// @param inFlight tasks that it runs now
    /// @param breaker its word on the circuit breaker, until the fleet's state follows; null if it has none to say
    record Status(String type, int inFlight, @Nullable BreakerWord breaker) {
        public Status {
            Required.text("type", type);
        }
    }

    /// @param epoch of the fleet's state that the worker saw; 0 if there was none
    record BreakerWord(AgentRecord.Breaker.State state, int epoch) {
        public BreakerWord {
            Required.present("state", state);
        }
    }

    /// One attempt held by the worker.
    /// @param again it had been delivered before: the worker runs it only when the claim is confirmed; no if null
    record Claim(String workflow, String task, int attempt, @Nullable Boolean again) {
        public Claim {
            Required.text("workflow", workflow);
            Required.text("task", task);
            Required.positive("attempt", attempt);
        }

        public Claim(String workflow, String task, int attempt) {
            this(workflow, task, attempt, null);
        }
    }
}
