package dev.muster.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeadLettersCommandTest {
    private static final String LETTER = """
            {"id":"0-7","state":"OPEN","reason":"expected JSON",\
            "from":{"topic":"muster.commands","partition":1,"offset":12},"time":"2026-01-02T03:04:05Z",\
            "key":{"size":4,"text":"wf-1","whole":true},"payload":{"size":900,"base64":"/w==","whole":false}}""";

    private final FakeServer server = new FakeServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void lettersAreListed() {
        server.answers("GET /api/v1/dead-letters?limit=1", 200,
                "{\"deadLetters\":[" + LETTER + "],\"cursor\":\"abc\"}");

        assertThat(Shell.to(server).run("dead-letters", "--limit", "1")).isEqualTo(new Shell.Result(0, """
                ID   TIME                  TOPIC            KEY   SIZE  REASON
                0-7  2026-01-02T03:04:05Z  muster.commands  wf-1  900   expected JSON
                There are more: --cursor abc
                """, ""));
    }

    @Test
    void aLetterIsShown() {
        server.answers("GET /api/v1/dead-letters/0-7", 200, LETTER);

        assertThat(Shell.to(server).run("dead-letters", "show", "0-7").out()).isEqualTo("""
                FIELD    VALUE
                id       0-7
                state    OPEN
                reason   expected JSON
                from     muster.commands 1 12
                time     2026-01-02T03:04:05Z
                key      wf-1
                size     900
                payload  /w== ...
                """);
    }

    @Test
    void aLetterIsReplayedOrDiscarded() {
        server.answers("POST /api/v1/dead-letters/0-7/replay", 200, LETTER)
                .answers("POST /api/v1/dead-letters/0-7/discard", 409,
                        "{\"title\":\"The request contradicts what is\",\"status\":409,\"detail\":\"it is REPLAYED\"}");

        assertThat(Shell.to(server).run("dead-letters", "replay", "0-7", "-o", "json").out())
                .isEqualTo(LETTER + "\n");
        assertThat(Shell.to(server).run("dead-letters", "discard", "0-7"))
                .isEqualTo(new Shell.Result(3, "", "muster: it is REPLAYED\n"));
    }
}
