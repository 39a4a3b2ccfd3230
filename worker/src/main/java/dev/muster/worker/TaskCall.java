package dev.muster.worker;

import dev.muster.common.Json;
import org.jspecify.annotations.Nullable;

/// What a [TaskHandler] is asked to do.
/// @param input resolved: no expressions are left in it
/// @param output what the task had returned, for a compensation; null for a run
public record TaskCall(String action, Json input, @Nullable Json output) {}
