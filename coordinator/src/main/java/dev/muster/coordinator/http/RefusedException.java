package dev.muster.coordinator.http;

import dev.muster.common.error.Fault;
import java.util.List;

/// A request was refused at the door, before any port was asked.
final class RefusedException extends RuntimeException {
    private final transient Problem problem;
    private final transient List<String> allowed;

    private RefusedException(Problem problem, List<String> allowed) {
        super(problem.detail());
        this.problem = problem;
        this.allowed = allowed;
    }

    static RefusedException of(ProblemKind kind, String detail) {
        return new RefusedException(Problem.of(kind, detail), List.of());
    }

    static RefusedException invalid(List<Fault> faults) {
        var first = faults.getFirst();
        var detail = (faults.size() == 1 ? "" : faults.size() + " faults, the first: ") + first.path() + ": "
                + first.message();
        return new RefusedException(Problem.of(ProblemKind.INVALID_REQUEST, detail, faults), List.of());
    }

    static RefusedException invalid(String path, String message) {
        return invalid(List.of(new Fault(path, message)));
    }

    static RefusedException method(String method, List<String> allowed) {
        return new RefusedException(Problem.of(ProblemKind.METHOD_NOT_ALLOWED,
                "method " + method + " was used, expected " + String.join(" or ", allowed)), allowed);
    }

    Problem problem() {
        return problem;
    }

    /// The methods that the path does allow; empty unless it was the method that was refused.
    List<String> allowed() {
        return allowed;
    }
}
