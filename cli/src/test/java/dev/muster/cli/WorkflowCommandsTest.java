package dev.muster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WorkflowCommandsTest {
    private static final String SUBMIT = "POST /api/v1/workflows";

    private final FakeServer server = new FakeServer();
    private final Shell shell = Shell.to(server);

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aRegisteredDefinitionIsRunByName() {
        server.answers(SUBMIT, 201, "{\"id\":\"w1\"}");

        var result = shell.run("run", "launch:2", "--input", "{\"price\":1.10}", "--id", "w1", "--tag", "a",
                "--tag",
                "b");

        assertThat(result).isEqualTo(new Shell.Result(0, "w1\n", ""));
        assertThat(server.asked().getFirst().body()).isEqualTo(
                "{\"name\":\"launch\",\"version\":2,\"input\":{\"price\":1.10},\"id\":\"w1\",\"tags\":[\"a\",\"b\"]}");
    }

    @Test
    void aServerWithTooMuchToDoIsTriedAgainLater() {
        server.refuses(SUBMIT, 7, """
                {"type": "urn:muster:problem:overloaded", "status": 429,
                 "detail": "the coordinator has more to do than it gets done, expected less"}""");

        assertThat(shell.run("run", "launch")).isEqualTo(new Shell.Result(3, "",
                "muster: the coordinator has more to do than it gets done, expected less; try again in 7 s\n"));
    }

    @Test
    void theNewestVersionIsRunUnlessOneIsGiven() {
        server.answers(SUBMIT, 201, "{\"id\":\"w1\"}");

        assertThat(shell.run("run", "launch", "-o", "json").out()).isEqualTo("{\"id\":\"w1\"}\n");
        assertThat(server.asked().getFirst().body()).isEqualTo("{\"name\":\"launch\",\"tags\":[]}");
    }

    @Test
    void aFileIsRunAsTheServerReadsIt() throws IOException {
        server.answers("POST /api/v1/definitions/validate", 200,
                "{\"name\":\"launch\",\"tasks\":0,\"definition\":{\"name\":\"launch\",\"factor\":1.50}}")
                .answers(SUBMIT, 201, "{\"id\":\"w1\"}");
        var file = Files.writeString(folder.resolve("a.yaml"), "name: launch\nfactor: 1.50\n");
        var input = Files.writeString(folder.resolve("input.json"), "{\"brand\":\"Acme\"}");

        var result = shell.run("run", file.toString(), "--input", "@" + input);

        assertThat(result).isEqualTo(new Shell.Result(0, "w1\n", ""));
        assertThat(server.asked().getLast().body()).isEqualTo(
                "{\"definition\":{\"name\":\"launch\",\"factor\":1.50},\"input\":{\"brand\":\"Acme\"},\"tags\":[]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"a\": }|the input is not JSON at line 1, column 7, expected one JSON value",
        "''|the input is empty, expected one JSON value",
        "@nowhere.json|file 'nowhere.json' does not exist, expected a file that does"})
    void anInputThatIsNoneIsWrongUsage(String input, String told) {
        assertThat(shell.run("run", "launch", "--input", input))
                .isEqualTo(new Shell.Result(2, "", "muster: " + told + "\n"));
        assertThat(server.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"launch:zero", "launch:0", ":1", ""})
    void whatIsNeitherAFileNorANameIsWrongUsage(String definition) {
        assertThat(shell.run("run", definition).code()).isEqualTo(2);
    }

    @Test
    void aSubmissionThatConflictsIsRefused() {
        server.answers(SUBMIT, 409, "{\"status\":409,\"detail\":\"w1 was submitted with another body\"}");

        assertThat(shell.run("run", "launch", "--id", "w1"))
                .isEqualTo(new Shell.Result(3, "", "muster: w1 was submitted with another body\n"));
    }

    @Test
    void workflowsAreListed() {
        var page = "{\"workflows\":[" + Views.workflow("RUNNING") + "],\"cursor\":\"w1\"}";
        server.answers("GET /api/v1/workflows?limit=1&name=launch&status=RUNNING&tag=spring%20sale", 200,
                page);
        var arguments = new String[]{"list", "--status", "RUNNING", "--name", "launch", "--tag",
            "spring sale",
            "--limit", "1"};

        assertThat(shell.run(arguments)).isEqualTo(new Shell.Result(0, """
                ID  NAME    STATUS   TASKS  CREATED               DURATION  TAGS
                w1  launch  RUNNING  1/3    2026-01-02T03:04:05Z  1.5s      -
                There are more: --cursor w1
                """, ""));
    }

    @Test
    void aListingIsPrintedAsItIs() {
        server.answers("GET /api/v1/workflows", 200, "{\"workflows\":[]}");

        assertThat(shell.run("list", "-o", "json").out()).isEqualTo("{\"workflows\":[]}\n");
        assertThat(shell.run("list").out()).isEqualTo("ID  NAME  STATUS  TASKS  CREATED  DURATION  TAGS\n");
    }

    @Test
    void aWorkflowIsShownWithItsTasksErrorsAndResults() {
        var view = """
                {"id":"w1","name":"launch","version":2,"status":"FAILED",\
                "progress":{"total":2,"completed":1,"failed":1,"running":0,"percentage":100},\
                "timing":{"createdAt":"2026-01-02T03:04:05Z","endedAt":"2026-01-02T03:06:08Z","durationSeconds":123},\
                "tasks":{"pay":{"status":"COMPLETED","agent":"finance","action":"pay","attempts":1,"worker":"w-1",\
                "startedAt":"2026-01-02T03:04:05Z","endedAt":"2026-01-02T03:04:06.5Z"},\
                "tell":{"status":"FAILED","agent":"marketing","action":"mail","attempts":3}},\
                "results":{"pay":{"paid":1.10}},\
                "errors":[{"task":"tell","code":"bounced","message":"nobody\\nthere\\u001b[31m"}],\
                "tags":["spring"],"metadata":{}}""";
        server.answers("GET /api/v1/workflows/w1", 200, view);

        assertThat(shell.run("show", "w1").out()).isEqualTo("""
                launch version 2  w1  FAILED
                1 of 2 tasks completed, 1 failed, 0 running (100%)
                created 2026-01-02T03:04:05Z, ended 2026-01-02T03:06:08Z, took 2m03s
                tags spring

                TASK  STATUS     AGENT      ACTION  ATTEMPTS  DURATION  WORKER
                pay   COMPLETED  finance    pay     1         1.5s      w-1
                tell  FAILED     marketing  mail    3         -         -

                errors
                TASK  CODE     MESSAGE
                tell  bounced  nobody there [31m

                results
                TASK  RESULT
                pay   {"paid":1.10}
                """);
        assertThat(shell.run("show", "w1", "-o", "json").out()).isEqualTo(view + "\n");
    }

    @Test
    void anIdIsAskedForAsItIsWritten() {
        server.answers("GET /api/v1/workflows/a%2Fb%20c%3Fd", 404,
                "{\"status\":404,\"detail\":\"there is none\"}");

        assertThat(shell.run("show", "a/b c?d"))
                .isEqualTo(new Shell.Result(3, "", "muster: there is none\n"));
    }

    @ParameterizedTest
    @CsvSource({"pause w1,pause", "resume w1,resume", "retry w1,retry", "rollback w1,rollback",
        "cancel w1,cancel",
        "cancel w1 --rollback,cancel?rollback=true"})
    void anOrderIsGivenAndAnsweredWithTheState(String arguments, String path) {
        server.answers("POST /api/v1/workflows/w1/" + path, 200, Views.workflow("PAUSED"));

        assertThat(shell.run(arguments.split(" "))).isEqualTo(new Shell.Result(0, "w1 is PAUSED\n", ""));
        assertThat(shell.run((arguments + " -o json").split(" ")).out())
                .isEqualTo(Views.workflow("PAUSED") + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "retry", "rollback", "cancel"})
    void anOrderThatIsNotAllowedIsRefused(String order) {
        server.answers("POST /api/v1/workflows/w1/" + order, 409,
                "{\"status\":409,\"detail\":\"w1 is COMPLETED\"}");

        assertThat(shell.run(order, "w1")).isEqualTo(new Shell.Result(3, "", "muster: w1 is COMPLETED\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "register", "run", "show", "watch", "cancel", "pause", "resume",
        "retry",
        "rollback"})
    void aVerbWithoutWhatItIsAboutIsWrongUsage(String verb) {
        var result = shell.run(verb);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("muster: Missing required ")
                .endsWith("; see muster " + verb + " --help\n")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "register", "definitions", "run", "list", "show", "watch", "cancel",
        "pause",
        "resume", "retry", "rollback", "system", "agents", "lag", "events"})
    void everyVerbExplainsItself(String verb) {
        var result = shell.run(verb, "--help");

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Usage: muster " + verb).contains("--server");
    }

    @Test
    void eventsAreListed() {
        var answer = """
                {"events":[{"specversion":"1.0","type":"dev.muster.task.completed","time":"2026-01-02T03:04:05Z",\
                "data":{"task":"pay"}},{"specversion":"1.0","type":"dev.muster.workflow.completed"}]}""";
        server.answers("GET /api/v1/workflows/w1/events", 200, answer);

        assertThat(shell.run("events", "--workflow", "w1").out()).isEqualTo("""
                TIME                  TYPE                           DATA
                2026-01-02T03:04:05Z  dev.muster.task.completed      {"task":"pay"}
                -                     dev.muster.workflow.completed  -
                """);
        assertThat(shell.run("events", "--workflow", "w1", "-o", "json").out()).isEqualTo(answer + "\n");
    }
}
