package dev.muster.worker;

import dev.muster.common.wire.ReportRecord;

/// Where the worker's words go: the seam between running tasks and Kafka. Each method returns when what it was given
/// is durable. Thread-safe.
interface Outbox {
    /// @throws UndeliverableException if it can't be made durable
    void report(String workflow, ReportRecord report) throws UndeliverableException;

    /// Keeps a record that can't be read for whoever operates the fleet.
    /// @throws UndeliverableException if it can't be made durable
    void deadLetter(Delivery delivery, String reason) throws UndeliverableException;

    /// Sends it, and does not wait: a progress that is lost is followed by another.
    void progress(String workflow, ReportRecord.Progress progress);
}
