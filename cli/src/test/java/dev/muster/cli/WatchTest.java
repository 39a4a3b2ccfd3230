package dev.muster.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WatchTest {
    private static final String SHOW = "GET /api/v1/workflows/w1";

    private final FakeServer server = new FakeServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aWorkflowIsFollowedLineByLine() {
        server.answers(SHOW, 200,
                Views.workflow("RUNNING", Views.task("a", "PENDING"), Views.task("b", "PENDING")))
                .answers(SHOW, 200,
                        Views.workflow("RUNNING", Views.task("a", "RUNNING"), Views.task("b", "QUEUED")))
                .answers(SHOW, 200,
                        Views.workflow("RUNNING", Views.ended("a", "COMPLETED", 6),
                                Views.failed("b", "BACKING_OFF", 1, "no money")))
                .answers(SHOW, 200,
                        Views.workflow("ROLLING_BACK", Views.ended("a", "COMPENSATING", 6),
                                Views.failed("b", "FAILED", 3, "no money")))
                .answers(SHOW, 200, Views.workflow("ROLLED_BACK", Views.ended("a", "ROLLED_BACK", 6),
                        Views.failed("b", "FAILED", 3, "no money")));

        var result = Shell.to(server).run("watch", "w1");

        assertThat(result).isEqualTo(new Shell.Result(1, """
                    1.5s  launch  RUNNING              1 of 3 tasks completed
                    1.5s  a       RUNNING              finance/pay
                    1.5s  a       COMPLETED
                    1.5s  b       BACKING_OFF          attempt 1 failed: no money
                    1.5s  b       FAILED               no money
                    1.5s  launch  ROLLING_BACK         1 of 3 tasks completed
                    1.5s  a       COMPENSATING         finance/pay
                    1.5s  a       ROLLED_BACK
                    1.5s  launch  ROLLED_BACK          1 of 3 tasks completed
                """, ""));
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED,0", "FAILED,1", "CANCELLED,1", "ROLLED_BACK,1", "ROLLBACK_FAILED,1"})
    void theExitCodeTellsHowItEnded(String status, int code) {
        server.answers(SHOW, 200, Views.workflow(status));

        assertThat(Shell.to(server).run("watch", "w1").code()).isEqualTo(code);
    }

    @Test
    void theJsonIsTheLastView() {
        server.answers(SHOW, 200, Views.workflow("RUNNING")).answers(SHOW, 200, Views.workflow("COMPLETED"));

        assertThat(Shell.to(server).run("watch", "w1", "-o", "json"))
                .isEqualTo(new Shell.Result(0, Views.workflow("COMPLETED") + "\n", ""));
    }

    @Test
    void aRunCanBeWaitedFor() {
        server.answers("POST /api/v1/workflows", 201, "{\"id\":\"w1\"}").answers(SHOW, 200,
                Views.workflow("FAILED"));

        assertThat(Shell.to(server).run("run", "launch", "--wait")).isEqualTo(
                new Shell.Result(1, "w1\n    1.5s  launch  FAILED               1 of 3 tasks completed\n",
                        ""));
        assertThat(Shell.to(server).run("run", "launch", "--wait", "-o", "json"))
                .isEqualTo(new Shell.Result(1, Views.workflow("FAILED") + "\n", ""));
    }

    @Test
    void aCoordinatorThatIsRestartedIsAwaited() {
        server.answers(SHOW, 200, Views.workflow("RUNNING")).answers(SHOW, 503, "{\"detail\":\"it starts\"}")
                .answers(SHOW, 503, "{\"detail\":\"it starts\"}")
                .answers(SHOW, 200, Views.workflow("COMPLETED"));

        var result = Shell.to(server).run("watch", "w1");

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEqualTo("muster: it starts; trying again\n");
    }

    @Test
    void aServerThatNeverAnsweredIsNotAwaited() {
        assertThat(Shell.piped(Map.of("MUSTER_URL", "http://127.0.0.1:1")).run("watch", "w1").code())
                .isEqualTo(4);
        assertThat(Shell.to(server).run("watch", "w2").code()).isEqualTo(3);
    }

    @Test
    void onATerminalTheWorkflowIsDrawnOverItself() {
        server.answers(SHOW, 200, Views.workflow("RUNNING", Views.task("a", "RUNNING"))).answers(SHOW, 200,
                Views.workflow("COMPLETED", Views.ended("a", "COMPLETED", 6)));

        assertThat(Shell.on(server, false).run("watch", "w1").out()).isEqualTo(
                """
                        \u001b[?7llaunch  w1  RUNNING  [##########....................] 1/3  1.5s
                        TASK  STATUS   WORK         ATTEMPTS  MESSAGE
                        a     RUNNING  finance/pay  1
                        \u001b[?7h\u001b[3F\u001b[J\u001b[?7llaunch  w1  COMPLETED  [##########....................] 1/3  1.5s
                        TASK  STATUS     WORK         ATTEMPTS  MESSAGE
                        a     COMPLETED  finance/pay  1
                        \u001b[?7h""");
    }

    @Test
    void coloursAreForTerminalsThatWantThem() {
        server.answers(SHOW, 200, Views.workflow("COMPLETED", Views.ended("a", "COMPLETED", 6)));

        assertThat(Shell.on(server, true).run("show", "w1").out())
                .contains("\u001b[32mCOMPLETED\u001b[0m  finance");
        assertThat(Shell.on(server, false).run("show", "w1").out()).doesNotContain("\u001b");
        assertThat(Shell.to(server).run("show", "w1").out()).doesNotContain("\u001b");
    }

    @Test
    void whatAnAgentTellsCanNotSteerTheTerminal() {
        server.answers(SHOW, 200, Views.workflow("FAILED",
                Views.failed("a", "FAILED", 1, "no\\u001b[2J\\r\\nmoney")));

        assertThat(Shell.to(server).run("watch", "w1").out()).contains("no [2J money")
                .doesNotContain("\u001b");
    }

    @Test
    void ofManyTasksThoseUnderWayAreShown() {
        var tasks = new String[30];
        for (var i = 0; i < tasks.length; i++) {
            tasks[i] = i == 29 ? Views.task("busy", "RUNNING") : Views.ended("t" + i, "COMPLETED", 6);
        }
        server.answers(SHOW, 200, Views.workflow("COMPLETED", tasks));

        var out = Shell.on(server, false).run("watch", "w1").out();

        assertThat(out).contains("busy  RUNNING").contains("... and 10 more tasks").hasLineCount(24);
    }

    @Test
    void anotherModuleCanFollowAWorkflowToo() {
        server.answers(SHOW, 200, Views.workflow("COMPLETED"));
        var terminal = new Terminal(new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()), false,
                false);

        var ended = WorkflowWatch.on(server.url(), null, terminal).follow("w1");

        assertThat(ended).isEqualTo(new WorkflowWatch.Ended("COMPLETED", Views.workflow("COMPLETED")));
    }
}
