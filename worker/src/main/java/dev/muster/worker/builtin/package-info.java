/// Agents that need no Java: a command per task, or an HTTP call per task. Built on the SDK's surface alone.
@NullMarked
package dev.muster.worker.builtin;

import org.jspecify.annotations.NullMarked;
