package dev.muster.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server's HTTP API as the commands use it. Thread-safe.
final class Api {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private static final int UNKNOWN_CALLER = 401;
    private static final int TOO_MANY = 429;
    private static final int NOT_READY = 503;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI server;
    private final @Nullable String token;

    /// @throws CommandFailedException if it is not an address that can be asked
    Api(String server, @Nullable String token) {
        this.server = address(server);
        this.token = token;
    }

    /// An answer that is not a refusal.
    record Answer(int status, String text, JsonNode json) {
        boolean created() {
            return status == 201;
        }
    }

    /// A document to send.
    record Document(String mediaType, String text) {
        static Document json(Object value) {
            return new Document("application/json", JSON.writeValueAsString(value));
        }
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, @Nullable Document document) {
        return send("POST", path, document);
    }

    Answer put(String path, Document document) {
        return send("PUT", path, document);
    }

    /// Reads a stream of events, line by line, until it ends or breaks.
    /// @param lastId of the event after which to go on; from now on if empty
    /// @throws CommandFailedException if the server refuses, or does not answer
    void stream(String path, String lastId, Consumer<String> line) {
        var request = request(path).header("Accept", "text/event-stream, application/problem+json");
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        var response = exchange(request.build(), answered -> answered.statusCode() >= 300
                ? BodySubscribers.mapping(BodySubscribers.ofString(StandardCharsets.UTF_8), Stream::of)
                : BodySubscribers.ofLines(StandardCharsets.UTF_8));
        try (var lines = response.body()) {
            if (response.statusCode() >= 300) {
                throw refused(response, lines.collect(Collectors.joining()));
            }
            lines.forEach(line);
        } catch (UncheckedIOException e) {
            // It broke; whoever follows it comes again.
        }
    }

    /// A part of a path, whatever is in it.
    static String escaped(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// The parameters that are given, as a query.
    static String query(Map<String, String> parameters) {
        var pairs = parameters.entrySet().stream().filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + escaped(entry.getValue())).sorted().toList();
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    /// @throws CommandFailedException if the server refuses, or does not answer, or is another kind of server
    private Answer send(String method, String path, @Nullable Document document) {
        var request = request(path).header("Accept", "application/json, application/problem+json");
        if (document == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", document.mediaType()).method(method,
                    BodyPublishers.ofString(document.text()));
        }
        return read(exchange(request.build(), BodyHandlers.ofString()));
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(server + path)).timeout(ANSWER);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw CommandFailedException.unreachable("server " + server + " is not reachable (" + reason(e)
                    + "), expected a coordinator there; see --server", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailedException.unreachable("interrupted while waiting for server " + server, e);
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case HttpConnectTimeoutException e -> "no connection within " + CONNECT.toSeconds() + " s";
            case HttpTimeoutException e -> "no answer within " + ANSWER.toSeconds() + " s";
            case ConnectException e -> "no connection";
            default -> "the connection broke";
        };
    }

    private Answer read(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw refused(response, response.body());
        }
        try {
            return new Answer(response.statusCode(), response.body(), JSON.readTree(response.body()));
        } catch (JacksonException e) {
            throw CommandFailedException.unreachable(
                    "server " + server
                            + " answers, but not as Muster does, expected a coordinator there; see --server",
                    e);
        }
    }

    private static CommandFailedException refused(HttpResponse<?> response, String body) {
        var status = response.statusCode();
        var mayPass = status == TOO_MANY || status == NOT_READY;
        var problem = problem(body);
        var detail = problem.path("detail").asString("");
        if (detail.isEmpty()) {
            return CommandFailedException.refused(mayPass,
                    "the server refused with status " + status
                            + ", expected a coordinator of Muster there",
                    List.of());
        }
        var faults = new ArrayList<String>();
        for (var fault : problem.path("errors")) {
            var path = fault.path("path").asString("");
            faults.add((path.isEmpty() ? "/" : path) + ": " + fault.path("message").asString(""));
        }
        if (faults.isEmpty()) {
            return CommandFailedException.refused(mayPass, detail + hint(response), List.of());
        }
        var count = faults.size() == 1 ? "1 fault" : faults.size() + " faults";
        return CommandFailedException.refused(mayPass,
                problem.path("title").asString(detail) + ", " + count + ":",
                faults);
    }

    /// What the caller can do about a refusal, such as when a server that has too much to do wants to be asked again.
    private static String hint(HttpResponse<?> response) {
        return switch (response.statusCode()) {
            case UNKNOWN_CALLER -> "; see --token and MUSTER_TOKEN";
            case TOO_MANY -> response.headers().firstValue("Retry-After")
                    .map(seconds -> "; try again in " + seconds + " s").orElse("");
            default -> "";
        };
    }

    private static JsonNode problem(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static URI address(String server) {
        try {
            var address = URI
                    .create(server.endsWith("/") ? server.substring(0, server.length() - 1) : server);
            if (List.of("http", "https").contains(String.valueOf(address.getScheme()))
                    && address.getHost() != null
                    && address.getQuery() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Told below, like every other address that won't do.
        }
        throw CommandFailedException.usage("server '" + server + "' is no address, expected one such as "
                + MusterCommand.DEFAULT_SERVER);
    }
}
