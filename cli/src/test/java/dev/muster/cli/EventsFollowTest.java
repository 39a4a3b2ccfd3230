package dev.muster.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// `muster events --follow`.
@Timeout(60)
class EventsFollowTest {
    private static final String STARTED = """
            {"specversion":"1.0","type":"dev.muster.workflow.started","time":"2026-01-02T03:04:05Z","subject":"w1",\
            "data":{"workflow":"w1"}}""";
    private static final String DONE = """
            {"specversion":"1.0","type":"dev.muster.task.completed","time":"2026-01-02T03:04:06Z","subject":"w1/a",\
            "data":{"workflow":"w1","task":"a"}}""";
    private static final String GONE = "{\"title\":\"Gone\",\"status\":404,\"detail\":\"it is gone\"}";

    private final FakeServer server = new FakeServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void eachEventIsALine() {
        server.answers("GET /api/v1/events", 200,
                "retry: 1000\n\nid: p1\ndata: " + STARTED + "\n\n: all is well\n\nid: p2\ndata: " + DONE
                        + "\n\n")
                .answers("GET /api/v1/events", 404, GONE);

        assertThat(Shell.to(server).run("events", "--follow")).isEqualTo(new Shell.Result(3, """
                2026-01-02T03:04:05Z  w1  workflow.started  {"workflow":"w1"}
                2026-01-02T03:04:06Z  w1/a  task.completed  {"workflow":"w1","task":"a"}
                """, "muster: it is gone\n"));
    }

    @Test
    void asJsonEachEventIsALineAsTheServerToldIt() {
        server.answers("GET /api/v1/events", 200, "id: p1\ndata: " + STARTED + "\n\n")
                .answers("GET /api/v1/events", 404, GONE);

        assertThat(Shell.to(server).run("events", "--follow", "-o", "json").out()).isEqualTo(STARTED + "\n");
    }

    @Test
    void aStreamThatEndsIsTakenUpWhereItWas() {
        server.answers("GET /api/v1/events", 200, "id: p1\ndata: " + STARTED + "\n\nid: p2\n\n")
                .answers("GET /api/v1/events", 503, GONE)
                .answers("GET /api/v1/events", 200, "id: p3\ndata: " + DONE)
                .answers("GET /api/v1/events", 404, GONE);

        var result = Shell.to(server).run("events", "--follow");

        assertThat(result.out().lines()).hasSize(2);
        assertThat(result.err()).isEqualTo("muster: it is gone; trying again\nmuster: it is gone\n");
        assertThat(server.asked()).extracting(FakeServer.Asked::lastEventId).containsExactly("", "p2", "p2",
                "p3");
    }

    @Test
    void whatIsWantedIsAskedFor() {
        server.answers("GET /api/v1/events?tag=spring&type=task.failed%2Cworkflow.*&workflow=w1", 404,
                GONE);

        assertThat(Shell.to(server)
                .run("events", "--follow", "--workflow", "w1", "--type", "task.failed,workflow.*",
                        "--tag", "spring")
                .err()).isEqualTo("muster: it is gone\n");
    }

    @Test
    void withoutFollowingAWorkflowHasToBeNamed() {
        assertThat(Shell.to(server).run("events")).isEqualTo(new Shell.Result(2, "",
                "muster: neither --workflow nor --follow is given, expected one of them\n"));
        assertThat(Shell.to(server).run("events", "--workflow", "w1", "--tag", "a").code()).isEqualTo(2);
    }
}
