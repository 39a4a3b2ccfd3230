package dev.muster.coordinator.port;

import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a coordinator can say by itself, without asking another. Thread-safe.
///
/// Every method throws [dev.muster.common.error.NotReadyException] if a partition that it needs is not open here.
public interface OwnAnswers {
    /// From the store of the workflow's partition as it is here. If another coordinator has just taken that over, it may know more.
    Found find(WorkflowId id);

    /// Likewise, but a workflow that is not found is in no other coordinator's store either.
    Found findSurely(WorkflowId id);

    /// What a workflow runs, from the store of its partition; as sure as [#findSurely].
    Defined definition(WorkflowId id);

    /// A workflow that was accepted here, as long as nothing was heard of it; needs no partition.
    Found findAccepted(WorkflowId id);

    /// @throws IllegalArgumentException if the filter's cursor is none that a page gave
    WorkflowPage page(WorkflowFilter filter, List<Integer> partitions);

    Figures count(List<Integer> partitions);

    /// How the gates stand that are kept here, and how fast work comes and goes here; needs no partition.
    AgentFigures agents();

    /// @param gates by agent type, and `*` for the one that admits workflows: each is kept at one coordinator
    /// @param rates by agent type: this coordinator's share of the fleet's
    record AgentFigures(Map<String, Gate> gates, Map<String, Rates> rates) {
        public AgentFigures {
            gates = Map.copyOf(gates);
            rates = Map.copyOf(rates);
        }
    }

    /// @param held permits that are out
    /// @param waiting requests in line
    /// @param oldestMillis since when the oldest of them waits, in milliseconds of the epoch; 0 if none does
    record Gate(int held, int waiting, long oldestMillis) {
        public static final Gate NONE = new Gate(0, 0, 0);
    }

    /// @param definition null if there is no such workflow
    record Defined(@Nullable Json definition) {}

    /// @param workflow null if there is none
    record Found(@Nullable WorkflowView workflow) {
        public Optional<WorkflowView> view() {
            return Optional.ofNullable(workflow);
        }
    }
}
