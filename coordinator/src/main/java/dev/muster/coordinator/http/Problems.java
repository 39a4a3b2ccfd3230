package dev.muster.coordinator.http;

import dev.muster.common.TaskId;
import dev.muster.common.error.AgentNotFoundException;
import dev.muster.common.error.CircuitOpenException;
import dev.muster.common.error.CircularDependencyException;
import dev.muster.common.error.ConflictException;
import dev.muster.common.error.InvalidDefinitionException;
import dev.muster.common.error.MusterException;
import dev.muster.common.error.NotReadyException;
import dev.muster.common.error.OverloadedException;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.common.error.UnknownDefinitionException;
import dev.muster.common.error.UnknownWorkflowException;
import dev.muster.common.error.UnreadableDefinitionException;
import dev.muster.common.error.WorkflowConcurrencyException;
import dev.muster.common.error.WorkflowException;
import dev.muster.common.error.WorkflowTimeoutException;
import java.util.Objects;

/// The one place where what went wrong becomes what the caller is told.
final class Problems {
    /// For what passes by itself.
    static final long SOON_SECONDS = 1;

    private Problems() {}

    /// A new kind of exception breaks the build here, so that none is without its status.
    static Problem of(MusterException failure) {
        return switch (failure) {
            case CircularDependencyException e -> Problem
                    .of(ProblemKind.CIRCULAR_DEPENDENCY, told(e), e.faults())
                    .withCycle(e.cycle().stream().map(TaskId::value).toList());
            case InvalidDefinitionException e ->
                Problem.of(ProblemKind.INVALID_DEFINITION, told(e), e.faults());
            case UnreadableDefinitionException e -> Problem.of(ProblemKind.UNREADABLE, told(e));
            case UnknownWorkflowException e -> Problem.of(ProblemKind.UNKNOWN_WORKFLOW, told(e));
            case UnknownDefinitionException e -> Problem.of(ProblemKind.UNKNOWN_DEFINITION, told(e));
            case AgentNotFoundException e -> Problem.of(ProblemKind.UNKNOWN_AGENT, told(e));
            case ConflictException e -> Problem.of(ProblemKind.CONFLICT, told(e));
            case NotReadyException e -> Problem.of(ProblemKind.NOT_READY, told(e));
            case CircuitOpenException e -> Problem.of(ProblemKind.CIRCUIT_OPEN, told(e));
            case WorkflowConcurrencyException e -> Problem.of(ProblemKind.TOO_MANY_WORKFLOWS, told(e));
            case OverloadedException e -> Problem.of(ProblemKind.OVERLOADED, told(e));
            case WorkflowTimeoutException e -> Problem.of(ProblemKind.WORKFLOW_TIMEOUT, told(e));
            case TaskExecutionException e -> Problem.of(ProblemKind.TASK_FAILED, told(e));
            case WorkflowException e -> Problem.of(ProblemKind.CONFLICT, told(e));
        };
    }

    /// When what failed so may succeed, in seconds, if that is known.
    static long retryAfterSeconds(MusterException failure) {
        return switch (failure) {
            case OverloadedException e -> e.retryAfter().toSeconds();
            case WorkflowConcurrencyException e -> e.retryAfter().toSeconds();
            default -> SOON_SECONDS;
        };
    }

    /// For whatever nobody expected. Says nothing of what it was: that stands in the log.
    static Problem unexpected() {
        return Problem.of(ProblemKind.INTERNAL, "the server failed to answer; its log says why");
    }

    /// For what the HTTP server refuses by itself, in words of ours, since its own may quote anything.
    static Problem ofStatus(int status, String reason) {
        return switch (status) {
            case 400 -> Problem.of(ProblemKind.UNREADABLE, "the request is not well-formed HTTP/1.1");
            case 404 -> Problem.of(ProblemKind.UNKNOWN_PATH, "there is nothing at this path");
            case 413 -> Problem.of(ProblemKind.TOO_LARGE,
                    "the body is too large, expected at most " + Body.MOST_BYTES + " bytes");
            case 500 -> unexpected();
            case 503 -> Problem.of(ProblemKind.NOT_READY, "too many requests are under way");
            default -> Problem.blank(status, reason);
        };
    }

    private static String told(MusterException failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "no more is known");
    }
}
