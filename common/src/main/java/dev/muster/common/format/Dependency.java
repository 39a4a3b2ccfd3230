package dev.muster.common.format;

import dev.muster.common.TaskId;

/// That a task waits for another.
/// @param at where the definition says so
record Dependency(TaskId on, Pointer at) {}
