package dev.muster.coordinator.port;

import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The workflows of the fleet. Thread-safe.
///
/// Every method may throw [dev.muster.common.error.NotReadyException] while the coordinator starts or its partitions move.
public interface Workflows extends Entrance {
    /// Accepts a workflow, whether there is room for it or not: that is asked by [#enter]. When this returns, it is in the log and will not be lost.
    /// @throws dev.muster.common.error.InvalidDefinitionException if the definition given is not valid
    /// @throws dev.muster.common.error.UnknownDefinitionException if no definition of the name and version is registered
    /// @throws dev.muster.common.error.ConflictException if the id was submitted before with another body
    Submitted submit(Submission submission);

    /// Gives an order; when this returns, it has been carried out.
    /// @return the workflow after it
    /// @throws dev.muster.common.error.UnknownWorkflowException if there is no such workflow
    /// @throws dev.muster.common.error.ConflictException if the order is not allowed in the workflow's state
    WorkflowView order(WorkflowId id, Order order);

    Optional<WorkflowView> find(WorkflowId id);

    /// The definition that a workflow runs, as it stood when it started. Empty if there is no such workflow, or none but in the
    /// log yet.
    Optional<Json> definition(WorkflowId id);

    /// Waits until the workflow has ended or the time is over, whichever comes first, and returns it as it is then.
    Optional<WorkflowView> awaitEnd(WorkflowId id, Duration atMost);

    /// @throws IllegalArgumentException if the filter's cursor is none that a page gave
    WorkflowPage list(WorkflowFilter filter);

    /// The lifecycle events of a workflow that are among the latest of all, oldest first, as CloudEvents in JSON.
    List<Json> events(WorkflowId id);

    SystemView system();
}
