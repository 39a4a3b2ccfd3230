package dev.muster.coordinator.http;

import dev.muster.coordinator.port.Entrance;
import dev.muster.coordinator.port.Role;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.ServerRequest;

/// One thing that the API answers.
/// @param path as OpenAPI writes it, `/api/v1/workflows/{id}`
/// @param role what the caller has to be, unless everybody may do everything
/// @param entrance what has to be passed before
record Route(String method, String path, Endpoint endpoint, Role role, Entrance entrance) {
    private static final Entrance OPEN = () -> {};

    /// Answers a request, or throws what [Problems] knows how to tell.
    @FunctionalInterface
    interface Endpoint {
        Reply answer(ServerRequest request);
    }

    /// For viewers.
    static Route get(String path, Endpoint endpoint) {
        return new Route("GET", path, endpoint, Role.VIEWER, OPEN);
    }

    /// For operators.
    static Route post(String path, Endpoint endpoint) {
        return new Route("POST", path, endpoint, Role.OPERATOR, OPEN);
    }

    /// For admins.
    static Route put(String path, Endpoint endpoint) {
        return new Route("PUT", path, endpoint, Role.ADMIN, OPEN);
    }

    Route by(Entrance passed) {
        return new Route(method, path, endpoint, role, passed);
    }

    Route forA(Role other) {
        return new Route(method, path, endpoint, other, entrance);
    }

    PathMatcher matcher() {
        return PathMatchers.create(path);
    }

    /// Whoever may GET a thing may also ask for its HEAD.
    boolean takes(String asked) {
        return method.equals(asked) || (method.equals("GET") && asked.equals("HEAD"));
    }

    static String parameter(ServerRequest request, String name) {
        return request.path().pathParameters().get(name);
    }
}
