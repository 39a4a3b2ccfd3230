package dev.muster.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// `muster agents` and `muster lag`, once and followed.
@Timeout(60)
class FollowingTest {
    private static final String AGENTS = """
            {"agents":[{"type":"finance","actions":["pay","sync"],"limit":5,"held":5,"waiting":7,"lag":2,"inFlight":5,\
            "backlog":9,"oldestReadySeconds":61.2,"missing":[],"arrivalRate":2.5,"serviceRate":12.25,\
            "utilisation":0.254,"drainSeconds":0.9,"desiredWorkers":1,"workers":[{"id":"a"}],\
            "breaker":{"state":"CLOSED"}},\
            {"type":"mail","actions":["*"],"inFlight":0,"missing":["held","waiting","oldestReadySeconds","arrivalRate"],\
            "lag":3,"arrivalRate":0.5,"serviceRate":0.0,"workers":[],"breaker":{"state":"OPEN"}},\
            {"type":"stuck","actions":["*"],"inFlight":0,"held":0,"waiting":0,"lag":3,"backlog":3,"missing":[],\
            "arrivalRate":0.0,"serviceRate":0.0,"desiredWorkers":3,"workers":[],"breaker":{"state":"CLOSED"}}],\
            "bottleneck":"stuck"}""";
    private static final String AGENTS_TABLE = """
            TYPE     LIMIT  WAITING  LAG  RUNNING  OLDEST  ARRIVING  SERVED  USED  DRAINS IN  WORKERS  DESIRED  BREAKER  ACTIONS
            finance  5      7        2    5        1m01s   2.50/s    12/s    25%   0.9s       1        1        CLOSED   pay, sync
            mail     none   ?        3    0        ?       >=0.50/s  0/s     ?     ?          0        ?        OPEN     *
            stuck    none   0        3    0        -       0/s       0/s     ?     never      0        3        CLOSED   *
            Next bottleneck: stuck
            """;
    private static final String LAG = """
            {"sampledAt":"2026-01-02T03:04:05Z","groups":[{"group":"muster.workers.mail","kind":"share","agent":"mail",\
            "lag":3,"partitions":[{"topic":"muster.tasks.mail","partition":0,"end":3,"lag":3}]},\
            {"group":"muster.coordinator","kind":"consumer","lag":1,"partitions":[\
            {"topic":"muster.commands","partition":0,"end":9,"position":9,"lag":0},\
            {"topic":"muster.commands","partition":1,"end":8,"position":7,"lag":1}]}]}""";
    private static final String LAG_TABLE = """
            GROUP                TOPIC              PARTITION  END  POSITION  LAG
            muster.workers.mail  muster.tasks.mail  0          3    -         3
            muster.coordinator   muster.commands    0          9    9         0
            muster.coordinator   muster.commands    1          8    7         1
            """;
    private static final String GONE = "{\"title\":\"Gone\",\"status\":404,\"detail\":\"it is gone\"}";

    private final FakeServer server = new FakeServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void agentsAreListedWithWhatTheyHaveToDo() {
        server.answers("GET /api/v1/agents", 200, AGENTS);

        assertThat(Shell.to(server).run("agents")).isEqualTo(new Shell.Result(0, AGENTS_TABLE, ""));
        assertThat(Shell.to(server).run("agents", "-o", "json").out()).isEqualTo(AGENTS + "\n");
    }

    @Test
    void lagIsShownByPartition() {
        server.answers("GET /api/v1/lag", 200, LAG);

        assertThat(Shell.to(server).run("lag")).isEqualTo(new Shell.Result(0, LAG_TABLE, ""));
        assertThat(Shell.to(server).run("lag", "-o", "json").out()).isEqualTo(LAG + "\n");
    }

    @Test
    void lagThatWasNotLookedAtYetIsToldSo() {
        server.answers("GET /api/v1/lag", 200, "{\"groups\":[]}");

        assertThat(Shell.to(server).run("lag").out())
                .isEqualTo("The lag was not looked at yet; it is every few seconds.\n");
    }

    @Test
    void pipedOneTableFollowsTheOther() {
        server.answers("GET /api/v1/lag", 200, LAG).answers("GET /api/v1/lag", 200, LAG.replace(":8", ":9"))
                .answers("GET /api/v1/lag", 404, GONE);

        assertThat(Shell.to(server).run("lag", "--follow", "--every", "0.01")).isEqualTo(new Shell.Result(3,
                LAG_TABLE + "\n" + LAG_TABLE.replace("1          8", "1          9") + "\n",
                "muster: it is gone\n"));
    }

    @Test
    void onATerminalOneTableIsDrawnOverTheOther() {
        server.answers("GET /api/v1/agents", 200, AGENTS).answers("GET /api/v1/agents", 200, AGENTS)
                .answers("GET /api/v1/agents", 404, GONE);

        var out = Shell.on(server, false).run("agents", "--follow", "--every", "0.01").out();

        assertThat(out).isEqualTo("\u001b[?7l" + AGENTS_TABLE + "\u001b[?7h\u001b[5F\u001b[J\u001b[?7l"
                + AGENTS_TABLE + "\u001b[?7h");
    }

    @Test
    void asJsonEachAnswerIsALine() {
        server.answers("GET /api/v1/lag", 200, LAG).answers("GET /api/v1/lag", 200, LAG)
                .answers("GET /api/v1/lag", 404, GONE);

        assertThat(Shell.on(server, false).run("lag", "--follow", "--every", "0.01", "-o", "json").out())
                .isEqualTo(LAG + "\n" + LAG + "\n");
    }

    @Test
    void aServerThatIsRestartedIsWaitedFor() {
        server.answers("GET /api/v1/lag", 200, LAG).answers("GET /api/v1/lag", 503, GONE)
                .answers("GET /api/v1/lag", 200, LAG).answers("GET /api/v1/lag", 404, GONE);

        assertThat(Shell.to(server).run("lag", "--follow", "--every", "0.01"))
                .isEqualTo(new Shell.Result(3, LAG_TABLE + "\n" + LAG_TABLE + "\n",
                        "muster: it is gone; trying again\nmuster: it is gone\n"));
    }

    @Test
    void howOftenMustBeATime() {
        assertThat(Shell.to(server).run("lag", "--follow", "--every", "0")).isEqualTo(new Shell.Result(2, "",
                "muster: --every is 0.0, expected a number of seconds above 0\n"));
        assertThat(server.asked()).isEmpty();
    }
}
