package dev.muster.coordinator.http;

import dev.muster.common.error.MusterException;
import dev.muster.coordinator.port.Problem;
import dev.muster.coordinator.port.ProblemKind;
import dev.muster.coordinator.port.Role;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
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
import java.util.Set;
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

    /// What browsers say of where a request comes from, whatever its page wants.
    private static final HeaderName SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final String RETRY_AFTER = "Retry-After";
    private static final int LONGEST_TOLD = 200;

    private final List<Route> routes;
    private final BodyRoom room;
    private final Guard guard;

    Door(List<Route> routes, Guard guard, BodyRoom room) {
        this.routes = List.copyOf(routes);
        this.guard = guard;
        this.room = room;
    }

    void open(HttpRouting.Builder routing) {
        for (var route : routes) {
            routing.route(Method.predicate(methods(route)), route.matcher(), (request, response) -> {
                guard.admit(request, route.role());
                refuseForeign(request);
                // Before anything is read or waited for: who is kept out should cost as little as can be.
                route.entrance().enter();
                try (var _ = room.take(request)) {
                    send(request, response, route.endpoint().answer(request));
                }
            });
        }
        routing.any((request, response) -> {
            guard.admit(request, Role.ANYONE);
            throw unmatched(request);
        });
        routing.error(Throwable.class,
                (request, response, failure) -> send(request, response, told(request, failure)));
    }

    /// For what is refused before there is a request to route.
    DirectHandlers refusals() {
        var handlers = DirectHandlers.builder();
        for (var type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, (request, event, found, headers, message) -> {
                // Nothing of ours has run: a request that breaks off before its end is the client's fault, not the server's.
                var status = found.equals(Status.INTERNAL_SERVER_ERROR_500) ? Status.BAD_REQUEST_400 : found;
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
        if (List.of("GET", "HEAD").contains(request.prologue().method().text())) {
            return;
        }
        var origin = request.headers().value(HeaderNames.ORIGIN);
        var site = request.headers().value(SITE);
        if (origin.filter(told -> !request.authority().equalsIgnoreCase(authority(told))).isPresent()
                || site.filter(told -> !OWN_SITE.contains(told)).isPresent()) {
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
            case RefusedException refused -> {
                tellOperators(request, refused.problem());
                yield answer(refused.problem(), refused.headers());
            }
            case MusterException known -> answer(Problem.of(known),
                    Map.of(RETRY_AFTER, Long.toString(Problems.retryAfterSeconds(known))));
            case HttpException http when http.status().code() < 500 -> answer(
                    Problems.ofStatus(http.status().code(), http.status().reasonPhrase()));
            default -> {
                LOG.atError().setCause(failure).addKeyValue("method", request.prologue().method().text())
                        .addKeyValue("route", request.matchingPattern().orElse("none")).log("request failed");
                yield answer(Problems.unexpected());
            }
        };
    }

    /// Who was refused, where from and what; of the token nothing, and of the path nothing that a log could take for its own.
    private static void tellOperators(ServerRequest request, Problem problem) {
        if (problem.isOfAccess()) {
            var path = request.prologue().uriPath().rawPath();
            LOG.atWarn().addKeyValue("caller", Visitor.of(request).name())
                    .addKeyValue("address", request.remotePeer().host())
                    .addKeyValue("method", request.prologue().method().text())
                    .addKeyValue("path", path.substring(0, Math.min(path.length(), LONGEST_TOLD))
                            .replaceAll("[^\\x21-\\x7e]", "?"))
                    .addKeyValue("refusal", problem.type()).log("request refused");
        }
    }

    private static Answer answer(Problem problem) {
        return answer(problem, Map.of());
    }

    private static Answer answer(Problem problem, Map<String, String> headers) {
        var told = new TreeMap<>(headers);
        if (problem.passes()) {
            told.putIfAbsent(RETRY_AFTER, Long.toString(Problems.SOON_SECONDS));
        } else {
            told.remove(RETRY_AFTER);
        }
        return Answer.of(problem, told);
    }

    private static void send(ServerRequest request, ServerResponse response, Reply reply) {
        switch (reply) {
            case Answer answer -> send(request, response, answer);
            case EventStream stream -> {
                response.status(Status.OK_200).header(HeaderNames.CONTENT_TYPE, EventStream.MEDIA_TYPE);
                HEADERS.forEach((name, value) -> response.header(HeaderNames.create(name), value));
                stream.send(response.outputStream());
            }
        }
    }

    /// An answer to HEAD that had a body would be taken for the beginning of the next answer. A body that a client announced by
    /// `Expect`, and sends though nobody asked it to go on, would be taken for the beginning of the next request (RFC 9110, 10.1.1).
    private static void send(ServerRequest request, ServerResponse response, Answer answer) {
        response.status(Status.create(answer.status())).header(HeaderNames.CONTENT_TYPE, answer.mediaType());
        headers(answer).forEach((name, value) -> response.header(HeaderNames.create(name), value));
        if (request.headers().contains(HeaderNames.EXPECT)) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        if (request.prologue().method().equals(Method.HEAD)) {
            response.send();
        } else {
            response.send(answer.body().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Map<String, String> headers(Answer answer) {
        var headers = new TreeMap<>(HEADERS);
        headers.putAll(answer.headers());
        return headers;
    }
}
