package dev.muster.coordinator.port;

import java.util.Locale;

/// The kinds of refusal that the API knows. A kind always has the same `type` and the same status; both are part of
/// the published contract.
public enum ProblemKind {
    UNREADABLE(400, "The request can't be read"),
    UNAUTHENTICATED(401, "The caller is not known"),
    FORBIDDEN(403, "The caller may not do this"),
    FOREIGN_ORIGIN(403, "A page of another origin may not change anything"),
    UNKNOWN_PATH(404, "There is nothing at this path"),
    UNKNOWN_WORKFLOW(404, "There is no such workflow"),
    UNKNOWN_DEFINITION(404, "There is no such definition"),
    UNKNOWN_AGENT(404, "There is no such agent"),
    UNKNOWN_DEAD_LETTER(404, "There is no such dead letter"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    CONFLICT(409, "The request contradicts what is"),
    TOO_LARGE(413, "The request is too large"),
    ADDRESS_TOO_LONG(414, "The address of the request is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
    FOREIGN_HOST(421, "The request is meant for another host"),
    INVALID_REQUEST(422, "The request is not valid"),
    INVALID_DEFINITION(422, "The definition is not valid"),
    CIRCULAR_DEPENDENCY(422, "Tasks of the definition wait for each other in a circle"),
    TOO_MANY_WORKFLOWS(429, "Too many workflows wait for their turn"),
    TOO_MANY_REQUESTS(429, "The caller asks for too much at once"),
    OVERLOADED(429, "There is more to do than gets done"),
    INTERNAL(500, "Something went wrong in the server"),
    TASK_FAILED(502, "A task failed"),
    NOT_READY(503, "The coordinator is not ready"),
    CIRCUIT_OPEN(503, "The circuit breaker of the agent is open"),
    WORKFLOW_TIMEOUT(504, "The workflow did not end in time"),
    HTTP_VERSION_NOT_SUPPORTED(505, "The version of HTTP is not supported");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String type() {
        return "urn:muster:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
