package dev.muster.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SystemCommandTest {
    private static final String SYSTEM = """
            {"version":"0.1.0","workflows":{"total":3,"active":1,"executed":2,"limit":100},"tasks":{"executed":7},\
            "reliability":{"rollbacksPerformed":1},"agents":["finance","marketing"],"templates":[]}""";

    private final FakeServer server = new FakeServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theFiguresAreAligned() {
        server.answers("GET /api/v1/system", 200, SYSTEM);

        var result = Shell.to(server).run("system");

        assertThat(result).isEqualTo(new Shell.Result(0, """
                FIGURE               VALUE
                version              0.1.0
                workflows total      3
                workflows active     1
                workflows executed   2
                workflows limit      100
                tasks executed       7
                rollbacks performed  1
                agents               finance, marketing
                templates            -
                """, ""));
    }

    @Test
    void theJsonIsTheServersOwn() {
        server.answers("GET /api/v1/system", 200, SYSTEM);

        assertThat(Shell.to(server).run("system", "-o", "json").out()).isEqualTo(SYSTEM + "\n");
        assertThat(Shell.to(server).run("-o", "json", "system").out()).isEqualTo(SYSTEM + "\n");
    }

    @Test
    void theLimitOfRunningWorkflowsIsSetAndRemoved() {
        server.answers("PUT /api/v1/system", 200, SYSTEM);

        assertThat(Shell.to(server).run("system", "set", "--limit", "7").out()).contains("workflows limit");
        assertThat(Shell.to(server).run("system", "set", "--limit", "none").code()).isZero();

        assertThat(server.asked()).extracting(FakeServer.Asked::body).containsExactly("{\"limit\":7}",
                "{\"limit\":null}");
    }
}
