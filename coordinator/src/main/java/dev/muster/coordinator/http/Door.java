package dev.muster.coordinator.http;

import dev.muster.common.error.MusterException;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where requests come in and answers go out: every answer, a refusal or a failure too, leaves in one form from here.
final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer",
            "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'");

    private final List<Route> routes;
    private final BodyRoom room;

    Door(List<Route> routes, BodyRoom room) {
        this.routes = List.copyOf(routes);
        this.room = room;
    }

    void open(HttpRouting.Builder routing) {
        for (var route : routes) {
            routing.route(Method.predicate(methods(route)), route.matcher(), (request, response) -> {
                refuseForeign(request);
                // Before anything is read or waited for: who is kept out should cost as little as can be.
                route.entrance().enter();
                try (var _ = room.take(request)) {
                    send(response, route.endpoint().answer(request));
                }
            });
        }
        routing.any((request, response) -> {
            throw unmatched(request);
        });
        routing.error(Throwable.class,
                (request, response, failure) -> send(response, told(request, failure)));
    }

    /// For what is refused before there is a request to route.
    DirectHandlers refusals() {
        var handlers = DirectHandlers.builder();
        for (var type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, (request, event, status, headers, message) -> {
                var answer = answer(Problems.ofStatus(status.code(), status.reasonPhrase()));
                var response = DirectHandler.TransportResponse.builder().status(status).headers(headers)
                        .header(HeaderNames.CONTENT_TYPE, answer.mediaType()).entity(answer.body());
                headers(answer).forEach((name, value) -> response.header(HeaderNames.create(name), value));
                return response.build();
            });
        }
        return handlers.build();
    }

    private static Method[] methods(Route route) {
        return List.of("GET", "HEAD", "POST", "PUT").stream().filter(route::takes).map(Method::create)
                .toArray(Method[]::new);
    }

    private RuntimeException unmatched(ServerRequest request) {
        var allowed = routes.stream().filter(route -> route.matcher().match(request.path()).accepted())
                .map(Route::method).distinct().sorted().toList();
        return allowed.isEmpty()
                ? RefusedException.of(ProblemKind.UNKNOWN_PATH,
                        "there is nothing at this path, expected one of those in /openapi.json")
                : RefusedException.method(request.prologue().method().text(), allowed);
    }

    /// A browser names the page that a request comes from. One of another origin could give orders in the name of
    /// whoever happens to look at it.
    private static void refuseForeign(ServerRequest request) {
        var origin = request.headers().value(HeaderNames.ORIGIN);
        var reads = List.of("GET", "HEAD").contains(request.prologue().method().text());
        if (!reads && origin.isPresent() && !request.authority().equalsIgnoreCase(authority(origin.get()))) {
            throw RefusedException.of(ProblemKind.FOREIGN_ORIGIN,
                    "the request comes from a page of another origin, expected one of this server's own");
        }
    }

    private static String authority(String origin) {
        try {
            return String.valueOf(new URI(origin).getAuthority());
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static Answer told(ServerRequest request, Throwable failure) {
        return switch (failure) {
            case RefusedException refused when !refused.allowed().isEmpty() -> Answer.of(refused.problem(),
                    Map.of("Allow", String.join(", ", refused.allowed())));
            case RefusedException refused -> answer(refused.problem());
            case MusterException known -> answer(Problems.of(known), Problems.retryAfterSeconds(known));
            case HttpException http when http.status().code() < 500 -> answer(
                    Problems.ofStatus(http.status().code(), http.status().reasonPhrase()));
            default -> {
                LOG.atError().setCause(failure).addKeyValue("method", request.prologue().method().text())
                        .addKeyValue("route", request.matchingPattern().orElse("none")).log("request failed");
                yield answer(Problems.unexpected());
            }
        };
    }

    private static Answer answer(Problem problem) {
        return answer(problem, Problems.SOON_SECONDS);
    }

    private static Answer answer(Problem problem, long retryAfter) {
        return Answer.of(problem,
                problem.passes() ? Map.of("Retry-After", Long.toString(retryAfter)) : Map.of());
    }

    private static void send(ServerResponse response, Reply reply) {
        switch (reply) {
            case Answer answer -> send(response, answer);
            case EventStream stream -> {
                response.status(Status.OK_200).header(HeaderNames.CONTENT_TYPE, EventStream.MEDIA_TYPE);
                HEADERS.forEach((name, value) -> response.header(HeaderNames.create(name), value));
                stream.send(response.outputStream());
            }
        }
    }

    private static void send(ServerResponse response, Answer answer) {
        response.status(Status.create(answer.status())).header(HeaderNames.CONTENT_TYPE, answer.mediaType());
        headers(answer).forEach((name, value) -> response.header(HeaderNames.create(name), value));
        response.send(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> headers(Answer answer) {
        var headers = new TreeMap<>(HEADERS);
        headers.putAll(answer.headers());
        return headers;
    }
}
