package dev.muster.dev.verify;

import dev.muster.cli.CommandFailedException;
import dev.muster.cli.ExitCode;
import dev.muster.common.wire.WireFormat;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A fleet's workflows as its API shows them. Thread-safe.
final class LiveWorkflows implements AutoCloseable {
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);
    private static final int TRIES = 20;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String server;
    private final String token;

    LiveWorkflows(Verification.Api api) {
        this.server = api.server();
        this.token = api.token();
    }

    /// Empty if there is no such workflow.
    Optional<JsonNode> find(String id) throws InterruptedException {
        return get("/api/v1/workflows/" + id);
    }

    Set<String> ids() throws InterruptedException {
        var ids = new HashSet<String>();
        var cursor = "";
        do {
            var page = get("/api/v1/workflows?limit=100" + cursor).orElseThrow();
            page.path("workflows").valueStream().map(view -> view.path("id").asString("")).forEach(ids::add);
            cursor = page.has("cursor")
                    ? "&cursor=" + URLEncoder.encode(page.path("cursor").asString(""), StandardCharsets.UTF_8)
                    : "";
        } while (!cursor.isEmpty());
        return ids;
    }

    private Optional<JsonNode> get(String path) throws InterruptedException {
        for (var tries = 0; tries < TRIES; tries++) {
            var answer = answer(path);
            switch (answer.statusCode()) {
                case 200 -> {
                    return Optional.of(WireFormat.MAPPER.readTree(answer.body()));
                }
                case 404 -> {
                    return Optional.empty();
                }
                case 429, 503 -> Thread.sleep(500);
                default -> throw CommandFailedException.of(ExitCode.REFUSED,
                        server + " answers " + answer.statusCode() + " to " + path);
            }
        }
        throw CommandFailedException.of(ExitCode.REFUSED, server + " is not ready");
    }

    private HttpResponse<String> answer(String path) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(server + path)).timeout(ANSWERED_WITHIN);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw CommandFailedException.of(ExitCode.UNREACHABLE, "no coordinator answers at " + server);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
