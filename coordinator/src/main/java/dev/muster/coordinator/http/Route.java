package dev.muster.coordinator.http;

import dev.muster.coordinator.port.Entrance;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.ServerRequest;

/// One thing that the API answers.
/// @param path as OpenAPI writes it, `/api/v1/workflows/{id}`
/// @param entrance what has to be passed before
record Route(String method, String path, Endpoint endpoint, Entrance entrance) {
    private static final Entrance OPEN = () -> {};

    /// Answers a request, or throws what [Problems] knows how to tell.
    @FunctionalInterface
    interface Endpoint {
        Reply answer(ServerRequest request);
    }

    static Route get(String path, Endpoint endpoint) {
        return new Route("GET", path, endpoint, OPEN);
    }

    static Route post(String path, Endpoint endpoint) {
        return new Route("POST", path, endpoint, OPEN);
    }

    static Route put(String path, Endpoint endpoint) {
        return new Route("PUT", path, endpoint, OPEN);
    }

    Route by(Entrance passed) {
        return new Route(method, path, endpoint, passed);
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
