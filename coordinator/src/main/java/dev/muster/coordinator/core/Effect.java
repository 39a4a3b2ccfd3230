package dev.muster.coordinator.core;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.definition.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A deed that follows from an event, done by the shell in the same transaction as the change of state.
public sealed interface Effect {
    /// Publish an attempt to its agent type's topic.
    /// @param work with its input resolved
    /// @param output what the task had returned, for a compensation
    record Dispatch(AttemptKey key, Phase phase, Work work, @Nullable Json output, Duration timeout,
            Map<String, String> metadata) implements Effect {}

    /// Ask the agent type's gate for the permit with which the attempt is published.
    /// @param key the fairness key; the workflow's own if null
    record Request(int priority, @Nullable String key, Dispatch dispatch) implements Effect {}

    /// Give back an attempt's permit, whether it had one or only asked.
    record ReturnPermit(AgentType agent, TaskId task, int attempt) implements Effect {}

    /// Ask for the workflow to be admitted.
    /// @param key the fairness key; the workflow's own if null
    /// @param forced whatever the limit, as it had been admitted before
    record RequestAdmission(int priority, @Nullable String key, boolean forced) implements Effect {}

    /// The workflow counts no longer among those that run.
    record ReturnAdmission() implements Effect {}

    /// @param tryNumber within the phase, from 1
    record AttemptKey(TaskId task, int attempt, int tryNumber) {}

    /// Tell whoever runs the attempt, or is about to, to give it up; if it still waits for a permit, take it back.
    record CancelAttempt(AgentType agent, TaskId task, int attempt) implements Effect {}

    record SetTimer(Instant due, Timer timer) implements Effect {}

    /// Publish the event to whoever subscribed.
    record Announce(WorkflowEvent event) implements Effect {}
}
