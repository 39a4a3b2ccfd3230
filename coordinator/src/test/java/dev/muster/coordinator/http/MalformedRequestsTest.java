package dev.muster.coordinator.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What is wrong with a request is the client's fault, and only that client's and that request's. What [HostileRequestsTest] found.
class MalformedRequestsTest {
    private final ServedFleet served = new ServedFleet();
    private final RawClient client = new RawClient(served.port());

    @AfterEach
    void close() throws IOException {
        client.close();
        served.close();
    }

    static Stream<Arguments> malformed() {
        var json = "Content-Type: application/json\r\n";
        return Stream.of(
                Arguments.of(415, "Content-Type: application/json; charset=\"\r\nContent-Length: 2\r\n",
                        "{}"),
                Arguments.of(400, json + "Transfer-Encoding: chunked\r\n", "ffffffffffffffff\r\n"),
                Arguments.of(400, json + "Content-Length: 5\r\n", "{"),
                Arguments.of(400, json + "Content-Length: 6000\r\n", "[".repeat(6_000)),
                Arguments.of(400, "X-Long: " + "y".repeat(20_000) + "\r\n", ""));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aBodyThatDoesNotComeAsItsHeadersSayIsTheClientsFault(int status, String headers, String body)
            throws IOException {
        var answer = client.send(request("POST /api/v1/definitions/validate", headers, body), false, true)
                .orElseThrow();

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void aRequestThatBreaksOffIsTheClientsFault() throws IOException {
        var answer = client
                .send("GET /api/v1/system HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII),
                        false, true)
                .orElseThrow();

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void aBodyThatWasAnnouncedAndNotAskedForIsNotTakenForTheNextRequest() throws IOException {
        var refused = client.send(
                request("PUT /api/v1/nothing", "Expect: 100-continue\r\nContent-Length: 4\r\n", "true"),
                false,
                false).orElseThrow();

        var next = client.send(request("GET /health/live", "", ""), false, false).orElseThrow();

        assertThat(refused.status()).isEqualTo(404);
        assertThat(next.status()).isEqualTo(200);
    }

    private static byte[] request(String line, String headers, String body) {
        return (line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
