package dev.muster.common.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/// A value on the `workers` topic; the record's key is the worker's id.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface WorkerRecord extends WireRecord {
    /// "I live, this is what I can do, and these are all the attempts that I hold." The first one registers the
    /// worker's agents; each one renews the lease on the claims it lists and gives up those it lists no more.
    /// @param sequence counts the worker's heartbeats, from 1
    /// @param version of the worker's software
    @JsonTypeName("heartbeat")
    record Heartbeat(long sequence, List<Offer> agents, List<Claim> claims,
            String version) implements WorkerRecord {
        public Heartbeat {
            Required.positive("sequence", sequence);
            Required.present("agents", agents);
            Required.present("claims", claims);
            Required.text("version", version);
            agents = List.copyOf(agents);
            claims = List.copyOf(claims);
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
    record Offer(String type, List<String> actions, int maxInFlight) {
        public static final String ANY_ACTION = "*";

        public Offer {
            Required.text("type", type);
            Required.present("actions", actions);
            Required.positive("maxInFlight", maxInFlight);
            actions = List.copyOf(actions);
        }
    }

    /// One attempt held by the worker.
    record Claim(String workflow, String task, int attempt) {
        public Claim {
            Required.text("workflow", workflow);
            Required.text("task", task);
            Required.positive("attempt", attempt);
        }
    }
}
