package dev.muster.coordinator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Clients that were written against the last released document go on working. At a release `openapi.released.json` is replaced
/// by the document of that time; before, only a decision that clients have to follow is a reason to change it.
class CompatibilityTest {
    private static final JsonNode RELEASED = document("openapi.released.json");

    @Test
    void nothingThatWasReleasedIsTakenAway() {
        assertThat(OpenApiChanges.breaking(RELEASED, document("openapi.json")))
                .as("changes that break clients; see CONTRIBUTING.md").isEmpty();
    }

    /// Each line: what is removed (`-`) or set (`+`) where, and what is said of it.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -/paths/~1metrics                                                    |  | get /metrics is gone
            -/paths/~1api~1v1~1workflows/post                                    |  | post /api/v1/workflows is gone
            -/paths/~1api~1v1~1workflows/post/responses/409                      |  | post /api/v1/workflows 409 is gone
            -/paths/~1api~1v1~1workflows/get/parameters/0                        |  | parameter status is gone
            -/paths/~1api~1v1~1workflows/get/parameters/0/schema/enum/0          |  | parameter status value PENDING is gone
            +/paths/~1api~1v1~1workflows/get/parameters/0/required               | true | get /api/v1/workflows needs the parameter status
            +/paths/~1api~1v1~1workflows/get/parameters/3/schema/maximum         | 10 | parameter limit maximum is 10, was 1000
            +/paths/~1api~1v1~1workflows/get/parameters/1/schema/type            | "integer" | parameter name is [integer], was [string]
            +/paths/~1api~1v1~1workflows/get/parameters/1/schema/pattern         | "a" | parameter name pattern is "a", was not there
            -/paths/~1api~1v1~1workflows/post/requestBody/content/application~1yaml |  | body application/yaml is gone
            +/paths/~1api~1v1~1workflows~1{id}~1cancel/post/requestBody/required | true | cancel body is required
            +/paths/~1api~1v1~1system/get/security/0/bearer/0                    | "admin" | get /api/v1/system security is
            -/components/schemas/Submission/properties/tags                      |  | body application/json/tags is gone
            +/components/schemas/Submission/required                             | ["id"] | body application/json/id is required
            +/components/schemas/Submission/properties/createdBy/maxLength       | 3 | body application/json/createdBy maxLength is 3
            -/components/schemas/Workflow/properties/status                      |  | /status is gone
            -/components/schemas/Workflow/required/0                             |  | /id may be absent
            +/components/schemas/Progress/properties/total/type                  | "string" | /progress/total is [string], was [integer]
            -/components/schemas/Problem/properties/errors                       |  | application/problem+json/errors is gone
            -/components/responses/NotReady/headers/Retry-After                  |  | header Retry-After is gone
            """)
    void aBreakingChangeIsFound(String where, String value, String told) {
        var changed = changed(where.strip(), value);

        assertThat(OpenApiChanges.breaking(RELEASED, changed)).anySatisfy(change -> assertThat(change)
                .contains(told));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            +/paths/~1api~1v1~1new                                              | {"get":{"responses":{}}}
            +/paths/~1api~1v1~1workflows/delete                                 | {"responses":{}}
            +/paths/~1api~1v1~1workflows/get/responses/418                      | {"description":"a teapot"}
            +/components/schemas/Workflow/properties/mood                       | {"type":"string"}
            +/components/schemas/Submission/properties/mood                     | {"type":"string"}
            +/components/schemas/Workflow/description                           | "in other words"
            +/paths/~1api~1v1~1workflows/get/parameters/0/schema/enum/0         | "WONDERED_ABOUT"
            -/components/schemas/Submission/properties/name/description         |
            """)
    void whatIsAddedBreaksNobody(String where, String value) {
        var added = where.endsWith("/enum/0")
                ? inserted(where.strip().substring(1), value)
                : changed(where.strip(), value);

        assertThat(OpenApiChanges.breaking(RELEASED, added)).isEmpty();
    }

    private static JsonNode changed(String where, String value) {
        var changed = RELEASED.deepCopy();
        var pointer = JsonPointer.compile(where.substring(1));
        var last = pointer.last().getMatchingProperty();
        switch (changed.at(pointer.head())) {
            case ObjectNode object when where.startsWith("-") -> object.remove(last);
            case ObjectNode object -> object.set(last, ApiJson.MAPPER.readTree(value));
            case ArrayNode array when where.startsWith("-") -> array.remove(Integer.parseInt(last));
            case ArrayNode array -> array.set(Integer.parseInt(last), ApiJson.MAPPER.readTree(value));
            default -> throw new IllegalArgumentException("there is nothing at " + pointer.head());
        }
        return changed;
    }

    private static JsonNode inserted(String where, String value) {
        var changed = RELEASED.deepCopy();
        ((ArrayNode) changed.at(JsonPointer.compile(where).head())).insert(0, ApiJson.MAPPER.readTree(value));
        return changed;
    }

    private static JsonNode document(String name) {
        try (var stream = CompatibilityTest.class.getResourceAsStream(name)) {
            return ApiJson.MAPPER
                    .readTree(new String(Objects.requireNonNull(stream, name).readAllBytes(),
                            StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
