package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.common.TaskId;
import dev.muster.common.error.AgentNotFoundException;
import dev.muster.common.error.CircuitOpenException;
import dev.muster.common.error.CircularDependencyException;
import dev.muster.common.error.ConflictException;
import dev.muster.common.error.Fault;
import dev.muster.common.error.InvalidDefinitionException;
import dev.muster.common.error.MusterException;
import dev.muster.common.error.NotReadyException;
import dev.muster.common.error.OverloadedException;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.common.error.UnknownDeadLetterException;
import dev.muster.common.error.UnknownDefinitionException;
import dev.muster.common.error.UnknownWorkflowException;
import dev.muster.common.error.UnreadableDefinitionException;
import dev.muster.common.error.WorkflowConcurrencyException;
import dev.muster.common.error.WorkflowException;
import dev.muster.common.error.WorkflowTimeoutException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Problem details (RFC 9457): what who asked is told, over HTTP and in events.
/// @param errors each fault of a document that was refused, and where it is
/// @param cycle the tasks of a circular dependency, each depending on the next and the last on the first
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, @Nullable List<Fault> errors,
        @Nullable List<String> cycle) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind.type(), kind.title(), kind.status(), detail, null, null);
    }

    public static Problem of(ProblemKind kind, String detail, List<Fault> errors) {
        return new Problem(kind.type(), kind.title(), kind.status(), detail, List.copyOf(errors), null);
    }

    /// A new kind of exception breaks the build here, so that none is without its status.
    public static Problem of(MusterException failure) {
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
            case UnknownDeadLetterException e -> Problem.of(ProblemKind.UNKNOWN_DEAD_LETTER, told(e));
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

    /// A problem that is no more than its HTTP status, as RFC 9457 has it for those.
    public static Problem blank(int status, String reason) {
        return new Problem("about:blank", reason, status, reason, null, null);
    }

    private Problem withCycle(List<String> tasks) {
        return new Problem(type, title, status, detail, errors, List.copyOf(tasks));
    }

    /// Whether it is about who asks and from where, which operators want to know of.
    @JsonIgnore
    public boolean isOfAccess() {
        return status == 401 || status == 403 || status == 421;
    }

    /// Whether the same request may succeed a little later.
    public boolean passes() {
        return status == 429 || status == 503;
    }

    private static String told(MusterException failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "no more is known");
    }
}
