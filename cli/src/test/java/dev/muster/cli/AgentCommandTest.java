package dev.muster.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AgentCommandTest {
    private static final String FINANCE = """
            {"type":"finance","actions":["pay"],"limit":5,"rate":2.5,"weights":{"gold":3.0,"iron":1.0},"timeout":"30s",\
            "breaker":{"state":"OPEN","failures":5,"delay":"1m","successes":2,"until":"2026-01-02T03:04:05Z"},\
            "held":5,"waiting":7,"lag":2,"inFlight":5,"oldestReadySeconds":61.2,"missing":[],\
            "arrivalRate":2.5,"serviceRate":12.25,"utilisation":0.254,"drainSeconds":0.9,"backlog":9,"desiredWorkers":1,\
            "workers":[{"id":"a"},{"id":"b"}],"disagreements":["a differs from b"]}""";

    private final FakeServer server = new FakeServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void anAgentIsShownWithItsRules() {
        server.answers("GET /api/v1/agents/finance", 200, FINANCE);

        assertThat(Shell.to(server).run("agent", "show", "finance")).isEqualTo(new Shell.Result(0, """
                FIGURE        VALUE
                type          finance
                actions       pay
                limit         5
                rate          2.5/s
                weights       gold=3.0, iron=1.0
                timeout       30s
                breaker       OPEN until 2026-01-02T03:04:05Z
                held          5
                waiting       7
                lag           2
                in flight     5
                oldest ready  1m01s
                arriving      2.50/s
                served        12/s
                used          25%
                drains in     0.9s
                workers       2, desired 1
                disagreement  a differs from b
                """, ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--limit 4|{\"limit\":4}", "--limit none|{\"limit\":null}",
        "--rate 2.5/s|{\"rate\":2.5}", "--rate none --limit 0|{\"limit\":0,\"rate\":null}",
        "--weight gold=3 --weight a=b=0.5|{\"weights\":{\"gold\":3,\"a=b\":0.5}}",
        "--weight none|{\"weights\":null}", "--timeout 1m30s|{\"timeout\":\"1m30s\"}",
        "--timeout none|{\"timeout\":null}"})
    void onlyWhatIsNamedIsSet(String options, String sent) {
        server.answers("PUT /api/v1/agents/finance", 200, FINANCE);

        var result = Shell.to(server).run(("agent set finance " + options).split(" "));

        assertThat(result.code()).isZero();
        assertThat(server.asked()).extracting(FakeServer.Asked::body).containsExactly(sent);
    }

    @Test
    void aBreakerIsReset() {
        server.answers("POST /api/v1/agents/finance/reset-breaker", 200, FINANCE);

        assertThat(Shell.to(server).run("agent", "reset-breaker", "finance", "-o", "json").out())
                .isEqualTo(FINANCE + "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "agent|no command is given, expected show, set or reset-breaker; see muster agent --help",
        "agent set finance|nothing is given to set, expected --limit, --rate, --weight or --timeout",
        "agent set finance --limit many|--limit is 'many', expected a whole number or none",
        "agent set finance --rate 5/m|--rate is '5/m', expected a number of tasks per second such as 2.5/s, or none",
        "agent set finance --timeout soon|--timeout is 'soon', expected a duration such as 30s or 1h30m, or none",
        "agent set finance --weight gold|--weight is 'gold', expected KEY=N, or none alone",
        "system set --limit -1|--limit is '-1', expected a whole number or none"})
    void wrongUsageIsToldInOneLine(String arguments, String told) {
        assertThat(Shell.to(server).run(arguments.split(" ")))
                .isEqualTo(new Shell.Result(2, "", "muster: " + told + "\n"));
        assertThat(server.asked()).isEmpty();
    }
}
