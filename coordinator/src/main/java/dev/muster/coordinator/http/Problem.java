package dev.muster.coordinator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.common.error.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Problem details (RFC 9457), as they are sent.
/// @param errors each fault of a document that was refused, and where it is
/// @param cycle the tasks of a circular dependency, each depending on the next and the last on the first
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(String type, String title, int status, String detail, @Nullable List<Fault> errors,
        @Nullable List<String> cycle) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind.type(), kind.title(), kind.status(), detail, null, null);
    }

    static Problem of(ProblemKind kind, String detail, List<Fault> errors) {
        return new Problem(kind.type(), kind.title(), kind.status(), detail, List.copyOf(errors), null);
    }

    /// A problem that is no more than its HTTP status, as RFC 9457 has it for those.
    static Problem blank(int status, String reason) {
        return new Problem("about:blank", reason, status, reason, null, null);
    }

    Problem withCycle(List<String> tasks) {
        return new Problem(type, title, status, detail, errors, List.copyOf(tasks));
    }

    /// Whether it is about who asks and from where, which operators want to know of.
    boolean isOfAccess() {
        return status == 401 || status == 403 || status == 421;
    }

    /// Whether the same request may succeed a little later.
    boolean passes() {
        return status == 429 || status == 503;
    }
}
