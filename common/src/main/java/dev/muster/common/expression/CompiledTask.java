package dev.muster.common.expression;

import org.jspecify.annotations.Nullable;

/// The expressions of a task.
/// @param compensation the input of its compensation; null if it declares none
record CompiledTask(@Nullable Site items, @Nullable Site condition, Template input,
        @Nullable Template compensation) {}
