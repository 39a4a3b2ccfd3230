package dev.muster.coordinator.http;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeadLetterRoutesTest {
    private static final String LETTER = "/api/v1/dead-letters/0-7";

    private final ServedFleet served = new ServedFleet();

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void aLetterIsShownWithWhereItComesFromAndWhy() {
        assertThat(served.get(LETTER).body()).isEqualTo(
                """
                        {"id":"0-7","state":"OPEN","reason":"expected JSON",\
                        "from":{"topic":"muster.commands","partition":1,"offset":12},"time":"2026-01-02T03:04:05Z",\
                        "key":{"size":4,"text":"wf-1","whole":true},"payload":{"size":900,"base64":"/w==","whole":false}}""");
        assertThat(served.get("/api/v1/dead-letters").json().at("/deadLetters/0/id").asString())
                .isEqualTo("0-7");
    }

    @Test
    void aLetterThatWasReplayedIsListedAmongThoseNoMore() {
        var first = served.post(LETTER + "/replay");
        var second = served.post(LETTER + "/replay");

        assertThat(first.field("/state")).isEqualTo("REPLAYED");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(served.post(LETTER + "/discard").field("/type")).isEqualTo("urn:muster:problem:conflict");
        assertThat(served.get("/api/v1/dead-letters").json().path("deadLetters")).isEmpty();
        assertThat(served.get("/api/v1/dead-letters?state=REPLAYED").json().path("deadLetters")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/v1/dead-letters/0-8,404,unknown-dead-letter",
        "GET,/api/v1/dead-letters/whatever,404,unknown-dead-letter",
        "POST,/api/v1/dead-letters/0-8/replay,404,unknown-dead-letter",
        "POST,/api/v1/dead-letters/-1/discard,404,unknown-dead-letter",
        "GET,/api/v1/dead-letters?cursor=no-such,400,unreadable",
        "GET,/api/v1/dead-letters?state=LOST,400,unreadable",
        "GET,/api/v1/dead-letters?limit=0,400,unreadable"})
    void whatIsWrongIsTold(String method, String path, int status, String type) {
        var reply = served.send(method, path, "", "");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:" + type);
    }
}
