package dev.muster.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A server that answers what it is told to, and remembers what it was asked. Thread-safe.
final class FakeServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();

    private record Answer(int status, String mediaType, String body, String retryAfter) {}

    /// @param path with its query
    record Asked(String method, String path, String mediaType, String authorization, String body,
            String lastEventId) {
        String line() {
            return method + " " + path;
        }
    }

    FakeServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// What a request gets; several one after the other, the last again and again.
    synchronized FakeServer answers(String request, int status, String json) {
        var mediaType = status >= 400 ? "application/problem+json" : "application/json";
        answers.computeIfAbsent(request, key -> new ArrayDeque<>())
                .add(new Answer(status, mediaType, json, ""));
        return this;
    }

    /// Refuses a request for so many seconds.
    synchronized FakeServer refuses(String request, int seconds, String json) {
        answers.computeIfAbsent(request, key -> new ArrayDeque<>())
                .add(new Answer(429, "application/problem+json", json, Integer.toString(seconds)));
        return this;
    }

    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    List<String> askedLines() {
        return asked().stream().map(Asked::line).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer = answer(exchange);
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.mediaType());
            if (!answer.retryAfter().isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
            }
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Answer answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var request = new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                Objects.requireNonNullElse(headers.getFirst("Content-Type"), ""),
                Objects.requireNonNullElse(headers.getFirst("Authorization"), ""),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                Objects.requireNonNullElse(headers.getFirst("Last-Event-ID"), ""));
        asked.add(request);
        var queue = answers.getOrDefault(request.line(), new ArrayDeque<>());
        if (queue.isEmpty()) {
            return new Answer(404, "application/problem+json",
                    "{\"title\":\"There is nothing\",\"status\":404,\"detail\":\"there is nothing at "
                            + request.line()
                            + "\"}",
                    "");
        }
        return queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
