package dev.muster.coordinator.http;

import dev.muster.common.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DefinitionRoutesTest {
    private static final String FIRST = "{\"name\":\"launch\",\"tasks\":{}}";
    private static final String SECOND = "{\"name\":\"launch\",\"description\":\"better\",\"tasks\":{}}";

    private final ServedFleet served = new ServedFleet();

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void aDefinitionIsRegisteredAsTheNextVersion() {
        var first = served.put("/api/v1/definitions/launch", FIRST);
        var second = served.put("/api/v1/definitions/launch", SECOND);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Location")).isEqualTo("/api/v1/definitions/launch/1");
        assertThat(first.body()).isEqualTo("{\"name\":\"launch\",\"version\":1}");
        assertThat(second.body()).isEqualTo("{\"name\":\"launch\",\"version\":2}");
    }

    @Test
    void theNewestDefinitionAgainIsNoNewVersion() {
        served.put("/api/v1/definitions/launch", FIRST);

        var again = served.put("/api/v1/definitions/launch", FIRST);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo("{\"name\":\"launch\",\"version\":1}");
    }

    @Test
    void aDefinitionMayComeInYaml() {
        var reply = served.send("PUT", "/api/v1/definitions/launch", "application/yaml; charset=utf-8", """
                # fewer quotes
                name: launch
                tasks:
                  one: {agent: finance, action: pay, input: {count: 6, ratio: 0.50, on: yes}}
                """);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(served.fleet().find("launch", 1).orElseThrow().definition()).isEqualTo(new Json("""
                {"name":"launch","tasks":{\
                "one":{"agent":"finance","action":"pay","input":{"count":6,"ratio":0.50,"on":"yes"}}}}"""));
    }

    @Test
    void aDefinitionUnderAnotherNameIsRefused() {
        var reply = served.put("/api/v1/definitions/other", FIRST);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.field("/errors/0/path")).isEqualTo("/name");
        assertThat(reply.field("/errors/0/message"))
                .isEqualTo("is 'launch', expected 'other' as in the path");
    }

    @Test
    void aVersionIsRegisteredIfItIsTheNext() {
        var first = served.put("/api/v1/definitions/launch/1", FIRST);
        var second = served.put("/api/v1/definitions/launch/2", SECOND);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Location")).isEqualTo("/api/v1/definitions/launch/2");
    }

    @Test
    void aVersionThatIsEqualToWhatStandsThereIsAccepted() {
        served.put("/api/v1/definitions/launch/1", FIRST);
        served.put("/api/v1/definitions/launch/2", SECOND);

        var again = served.put("/api/v1/definitions/launch/1", "{ \"tasks\" : {}, \"name\" : \"launch\" }");

        assertThat(again.status()).isEqualTo(200);
    }

    @Test
    void aVersionNeverChanges() {
        served.put("/api/v1/definitions/launch/1", FIRST);

        var reply = served.put("/api/v1/definitions/launch/1", SECOND);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.field("/detail"))
                .isEqualTo("version 1 of definition 'launch' stands and is another, expected version 2");
    }

    @Test
    void versionsHaveNoGaps() {
        assertThat(served.put("/api/v1/definitions/launch/2", FIRST).status()).isEqualTo(409);
    }

    @Test
    void aVersionEqualToTheNewestIsNotRegisteredTwice() {
        served.put("/api/v1/definitions/launch/1", FIRST);

        assertThat(served.put("/api/v1/definitions/launch/2", FIRST).status()).isEqualTo(409);
    }

    @Test
    void aDefinitionIsReadInItsNewestOrAnyVersion() {
        served.put("/api/v1/definitions/launch", FIRST);
        served.put("/api/v1/definitions/launch", SECOND);

        assertThat(served.get("/api/v1/definitions/launch").body())
                .isEqualTo("{\"name\":\"launch\",\"version\":2,\"definition\":" + SECOND + "}");
        assertThat(served.get("/api/v1/definitions/launch/1").body())
                .isEqualTo("{\"name\":\"launch\",\"version\":1,\"definition\":" + FIRST + "}");
    }

    @Test
    void anUnknownDefinitionIsNotFound() {
        served.put("/api/v1/definitions/launch", FIRST);

        assertThat(served.get("/api/v1/definitions/other").field("/type"))
                .isEqualTo("urn:muster:problem:unknown-definition");
        assertThat(served.get("/api/v1/definitions/launch/2").status()).isEqualTo(404);
        assertThat(served.get("/api/v1/definitions/launch/newest").status()).isEqualTo(404);
        assertThat(served.get("/api/v1/definitions/9%20lives").status()).isEqualTo(404);
    }

    @Test
    void definitionsAreListed() {
        served.put("/api/v1/definitions/launch", FIRST);

        assertThat(served.get("/api/v1/definitions").body()).isEqualTo(
                "{\"definitions\":[{\"name\":\"launch\",\"version\":1,\"definition\":" + FIRST + "}]}");
    }

    @Test
    void aValidDefinitionComesBackInJson() {
        var reply = served.send("POST", "/api/v1/definitions/validate", "application/yaml",
                "name: launch\ntasks: {}\n");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"name\":\"launch\",\"tasks\":0,\"definition\":" + FIRST + "}");
        assertThat(served.get("/api/v1/definitions").body()).isEqualTo("{\"definitions\":[]}");
    }

    @Test
    void anInvalidDefinitionIsRefusedWithEveryFault() {
        var reply = served.post("/api/v1/definitions/validate", "{}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:invalid-definition");
        assertThat(reply.json().path("errors").toString())
                .isEqualTo("[{\"path\":\"/name\",\"message\":\"is missing, expected a name\"},"
                        + "{\"path\":\"/tasks\",\"message\":\"is missing, expected at least one task\"}]");
    }

    @Test
    void aDefinitionMayBeNamedValidate() {
        assertThat(served.put("/api/v1/definitions/validate", "{\"name\":\"validate\"}").status())
                .isEqualTo(201);
        assertThat(served.get("/api/v1/definitions/validate").field("/name")).isEqualTo("validate");
    }
}
