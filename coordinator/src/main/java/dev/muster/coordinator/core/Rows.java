package dev.muster.coordinator.core;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of one workflow, as rows: what the machine reads, and what [Ledger] alone writes.
///
/// Implemented by the store of the shell, and in memory by tests. Owned by the thread that processes the workflow.
public interface Rows {
    @Nullable
    Header header();

    void put(Header header);

    /// The workflow's input; an empty object before the workflow exists.
    Json input();

    void putInput(Json input);

    @Nullable
    TaskRow task(TaskId id);

    void put(TaskRow row);

    @Nullable
    GroupRow group(TaskId id);

    void put(GroupRow row);

    /// What an attempt returned.
    @Nullable
    Json output(TaskId id, int attempt);

    void putOutput(TaskId id, int attempt, Json output);

    /// The task that waits at a place in the queue.
    @Nullable
    TaskId queued(long place);

    void putQueued(long place, TaskId id);

    void removeQueued(long place);

    /// Items of a `forEach` task: those of one segment, see [Plan#SEGMENT]; null for a range, which stores none.
    @Nullable
    List<Json> items(TaskId id, int segment);

    void putItems(TaskId id, int segment, List<Json> items);
}
