package dev.muster.worker;

import org.jspecify.annotations.Nullable;

/// Does one action of an agent.
/// @param <I> the input's type
@FunctionalInterface
public interface ActionHandler<I extends @Nullable Object> {
    /// @return the task's output, in any type that Jackson writes; null if it has none
    @Nullable
    Object run(I input, TaskContext task) throws Exception;
}
