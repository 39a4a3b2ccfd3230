package dev.muster.coordinator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;

/// A fake fleet behind a server that really listens, and a client that speaks to it.
final class ServedFleet implements AutoCloseable {
    private final FakeFleet fleet = new FakeFleet();
    private final HttpApi api;
    private final HttpClient client = HttpClient.newHttpClient();

    ServedFleet() {
        this(StreamRules.USUAL);
    }

    ServedFleet(StreamRules rules) {
        this(Admission.OPEN, rules);
    }

    ServedFleet(Admission admission) {
        this(admission, StreamRules.USUAL);
    }

    private ServedFleet(Admission admission, StreamRules rules) {
        api = HttpApi.start(HttpApi.LOOPBACK, 0, fleet.ports(), admission, rules,
                new HttpApi.Bounds(10_000, 5_000));
    }

    HttpApi api() {
        return api;
    }

    FakeFleet fleet() {
        return fleet;
    }

    int port() {
        return api.port();
    }

    Reply get(String path) {
        return send("GET", path, "", "");
    }

    Reply post(String path) {
        return send("POST", path, "", "");
    }

    Reply post(String path, String json) {
        return send("POST", path, "application/json", json);
    }

    Reply put(String path, String json) {
        return send("PUT", path, "application/json", json);
    }

    Reply send(String method, String path, String mediaType, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!mediaType.isEmpty()) {
            request.header("Content-Type", mediaType);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Reply(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        api.close();
    }

    /// What came back.
    record Reply(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return ApiJson.MAPPER.readTree(body());
        }

        String field(String pointer) {
            return json().at(pointer).asString();
        }
    }
}
