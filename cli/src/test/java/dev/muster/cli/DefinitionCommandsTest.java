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

class DefinitionCommandsTest {
    private static final String VALIDATE = "POST /api/v1/definitions/validate";
    private static final String VALID = "{\"name\":\"launch\",\"tasks\":2,\"definition\":{\"name\":\"launch\",\"tasks\":{}}}";

    private final FakeServer server = new FakeServer();
    private final Shell shell = Shell.to(server);

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a.yaml|name: launch|application/yaml",
        "a.yml|{name: launch}|application/yaml",
        "a.json|{\"name\":\"launch\"}|application/json", "a|{\"name\":\"launch\"}|application/json",
        "a|name: launch|application/yaml"})
    void aFileIsSentAsWhatItIs(String name, String text, String mediaType) {
        server.answers(VALIDATE, 200, VALID);

        var result = shell.run("validate", file(name, text));

        assertThat(result).isEqualTo(new Shell.Result(0, "launch is valid: 2 tasks\n", ""));
        assertThat(server.asked()).containsExactly(
                new FakeServer.Asked("POST", "/api/v1/definitions/validate", mediaType, "", text, ""));
    }

    @Test
    void theOpinionIsPrintedAsItIs() {
        server.answers(VALIDATE, 200, VALID);

        assertThat(shell.run("validate", file("a.yaml", "name: launch"), "-o", "json").out())
                .isEqualTo(VALID + "\n");
    }

    @Test
    void everyFaultHasALineOfItsOwn() {
        server.answers(VALIDATE, 422,
                """
                        {"title":"The definition is not valid","status":422,"detail":"2 faults",\
                        "errors":[{"path":"/tasks/a/dependsOn/0","message":"unknown task 'b'"},{"path":"","message":"no name"}]}""");

        assertThat(shell.run("validate", file("a.yaml", "tasks: {}"))).isEqualTo(new Shell.Result(3, "", """
                muster: The definition is not valid, 2 faults:
                  /tasks/a/dependsOn/0: unknown task 'b'
                  /: no name
                """));
    }

    @Test
    void unreadableYamlIsToldWithItsPlace() {
        server.answers(VALIDATE, 400, """
                {"title":"The request can't be read","status":400,\
                "detail":"the body is not YAML at line 2, column 1: found duplicate key name"}""");

        assertThat(shell.run("validate", file("a.yaml", "name: a\nname: b")))
                .isEqualTo(new Shell.Result(3, "",
                        "muster: the body is not YAML at line 2, column 1: found duplicate key name\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "register", "run"})
    void aFileThatIsNotThereIsWrongUsage(String verb) {
        assertThat(shell.run(verb, "nothing/here.yaml")).isEqualTo(new Shell.Result(2, "",
                "muster: file 'nothing/here.yaml' does not exist, expected a file that does\n"));
        assertThat(shell.run(verb, folder.toString()).err())
                .isEqualTo(
                        "muster: file '" + folder + "' can't be read, expected a file with text in UTF-8\n");
    }

    @Test
    void aFileThatIsNotTextIsWrongUsage() throws IOException {
        var file = Files.write(folder.resolve("a.yaml"), new byte[]{(byte) 0xff, (byte) 0xfe, 0});

        assertThat(shell.run("validate", file.toString())).isEqualTo(
                new Shell.Result(2, "", "muster: file '" + file + "' is not text, expected UTF-8\n"));
    }

    @Test
    void aDefinitionIsRegisteredUnderItsOwnName() {
        server.answers(VALIDATE, 200, VALID).answers("PUT /api/v1/definitions/launch", 201,
                "{\"name\":\"launch\",\"version\":3}");

        var result = shell.run("register", file("a.yaml", "name: launch"));

        assertThat(result).isEqualTo(new Shell.Result(0, "launch version 3 registered\n", ""));
        assertThat(server.asked().getLast().mediaType()).isEqualTo("application/yaml");
        assertThat(server.asked().getLast().body()).isEqualTo("name: launch");
    }

    @Test
    void theNewestDefinitionIsNotRegisteredAgain() {
        var answer = "{\"name\":\"launch\",\"version\":3}";
        server.answers(VALIDATE, 200, VALID).answers("PUT /api/v1/definitions/launch", 200, answer);
        var file = file("a.yaml", "name: launch");

        assertThat(shell.run("register", file).out()).isEqualTo("launch version 3 is registered already\n");
        assertThat(shell.run("register", file, "-o", "json").out()).isEqualTo(answer + "\n");
    }

    @Test
    void definitionsAreListed() {
        var answer = """
                {"definitions":[{"name":"launch","version":12,"description":"of a brand","definition":{}},\
                {"name":"a","version":1,"definition":{}}]}""";
        server.answers("GET /api/v1/definitions", 200, answer);

        assertThat(shell.run("definitions").out()).isEqualTo("""
                NAME    VERSION  DESCRIPTION
                launch  12       of a brand
                a       1
                """);
        assertThat(shell.run("definitions", "-o", "json").out()).isEqualTo(answer + "\n");
    }

    private String file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
