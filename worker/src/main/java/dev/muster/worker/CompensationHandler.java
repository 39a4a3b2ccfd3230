package dev.muster.worker;

import org.jspecify.annotations.Nullable;

/// Undoes a completed task of an agent. It may be tried more than once, so undoing what is already undone must
/// succeed.
/// @param <I> the type of the compensation's input
/// @param <O> the type of what the task had returned
@FunctionalInterface
public interface CompensationHandler<I extends @Nullable Object, O extends @Nullable Object> {
    /// @param made null if the task had returned nothing
    void undo(I input, O made, TaskContext task) throws Exception;
}
