package dev.muster.common.definition;

/// What becomes of a workflow when one of its tasks has failed for good.
public enum OnFailure {
    /// Stop what runs, then compensate what completed.
    ROLLBACK,
    /// Stop what runs, then end as failed.
    FAIL,
    /// Run whatever does not depend on the failed task, then end as failed.
    CONTINUE
}
