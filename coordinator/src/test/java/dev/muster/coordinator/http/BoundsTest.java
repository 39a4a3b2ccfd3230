package dev.muster.coordinator.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BoundsTest {
    private final FakeFleet fleet = new FakeFleet();
    private final HttpApi api = HttpApi.start(HttpApi.LOOPBACK, 0, fleet.ports(), Admission.OPEN,
            StreamRules.USUAL,
            new HttpApi.Bounds(100, 2));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void moreRequestsAtOnceThanMayBeUnderWayAreToldToComeAgain() throws Exception {
        fleet.status("w1", "RUNNING");
        var first = client.sendAsync(request("/api/v1/workflows/w1?wait=60s"), BodyHandlers.ofString());
        var second = client.sendAsync(request("/api/v1/workflows/w1?wait=60s"), BodyHandlers.ofString());

        var refused = Awaitility.await().until(this::ask, reply -> reply.statusCode() != 200);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.body()).contains("urn:muster:problem:not-ready");
        fleet.status("w1", "COMPLETED");
        assertThat(CompletableFuture.allOf(first, second)).succeedsWithin(Duration.ofSeconds(30));
        assertThat(ask().statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> ask() throws IOException, InterruptedException {
        return client.send(request("/health/live"), BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path)).build();
    }
}
