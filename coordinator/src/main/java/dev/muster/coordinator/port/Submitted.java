package dev.muster.coordinator.port;

import dev.muster.common.WorkflowId;

/// A submission was accepted in the log.
/// @param isNew false if the same id had been submitted before with the same body
public record Submitted(WorkflowId id, boolean isNew) {}
