package dev.muster.coordinator.http;

import dev.muster.common.error.Fault;
import dev.muster.coordinator.port.Problem;
import dev.muster.coordinator.port.ProblemKind;
import java.util.List;
import java.util.Map;

/// A request was refused at the door, before any port was asked.
final class RefusedException extends RuntimeException {
    private final transient Problem problem;
    private final transient Map<String, String> headers;

    private RefusedException(Problem problem, Map<String, String> headers) {
        super(problem.detail());
        this.problem = problem;
        this.headers = headers;
    }

    static RefusedException of(ProblemKind kind, String detail) {
        return new RefusedException(Problem.of(kind, detail), Map.of());
    }

    /// @param challenge as the header `WWW-Authenticate` has it
    static RefusedException challenged(ProblemKind kind, String detail, String challenge) {
        return new RefusedException(Problem.of(kind, detail), Map.of("WWW-Authenticate", challenge));
    }

    static RefusedException invalid(List<Fault> faults) {
        var first = faults.getFirst();
        var detail = (faults.size() == 1 ? "" : faults.size() + " faults, the first: ") + first.path() + ": "
                + first.message();
        return new RefusedException(Problem.of(ProblemKind.INVALID_REQUEST, detail, faults), Map.of());
    }

    static RefusedException invalid(String path, String message) {
        return invalid(List.of(new Fault(path, message)));
    }

    static RefusedException method(String method, List<String> allowed) {
        return new RefusedException(Problem.of(ProblemKind.METHOD_NOT_ALLOWED,
                "method " + method + " was used, expected " + String.join(" or ", allowed)),
                Map.of("Allow", String.join(", ", allowed)));
    }

    Problem problem() {
        return problem;
    }

    /// What else the caller is told.
    Map<String, String> headers() {
        return headers;
    }
}
