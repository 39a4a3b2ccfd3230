package dev.muster.coordinator.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.common.error.Fault;
import dev.muster.coordinator.port.AgentCrew;
import dev.muster.coordinator.port.AgentList;
import dev.muster.coordinator.port.AgentView;
import dev.muster.coordinator.port.DeadLetterPage;
import dev.muster.coordinator.port.DeadLetterView;
import dev.muster.coordinator.port.Definitions;
import dev.muster.coordinator.port.LagView;
import dev.muster.coordinator.port.Problem;
import dev.muster.coordinator.port.Role;
import dev.muster.coordinator.port.SystemView;
import dev.muster.coordinator.port.WorkflowPage;
import dev.muster.coordinator.port.WorkflowView;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class OpenApiTest {
    private final ServedFleet served = new ServedFleet();
    private final JsonNode document = served.get("/openapi.json").json();

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void everyRouteIsDescribedAndEveryDescriptionIsServed() {
        var routes = new TreeSet<String>();
        routes().forEach(route -> routes.add(route.method() + " " + route.path()));
        var described = new TreeSet<String>();
        document.path("paths").properties().forEach(path -> path.getValue().propertyNames()
                .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(described).isEqualTo(routes);
    }

    private static Stream<Route> routes() {
        return HttpApi.routes(new FakeFleet().ports(), new OpenStreams(StreamRules.USUAL, 1), false).stream();
    }

    static Stream<Arguments> schemas() {
        return Stream.of(Arguments.of("Workflow", WorkflowView.class),
                Arguments.of("Progress", WorkflowView.Progress.class),
                Arguments.of("Timing", WorkflowView.Timing.class),
                Arguments.of("Task", WorkflowView.Task.class),
                Arguments.of("Failure", WorkflowView.Failure.class),
                Arguments.of("WorkflowPage", WorkflowPage.class),
                Arguments.of("RegisteredDefinition", Definitions.Registered.class),
                Arguments.of("Registered", DefinitionRoutes.Registered.class),
                Arguments.of("Validated", DefinitionRoutes.Validated.class),
                Arguments.of("Agent", AgentView.class),
                Arguments.of("Agents", AgentList.class), Arguments.of("Lag", LagView.class),
                Arguments.of("Group", LagView.Group.class),
                Arguments.of("Partition", LagView.Partition.class),
                Arguments.of("Breaker", AgentView.Breaker.class),
                Arguments.of("Worker", AgentCrew.Worker.class),
                Arguments.of("System", SystemView.class),
                Arguments.of("SystemWorkflows", SystemView.Workflows.class),
                Arguments.of("SystemTasks", SystemView.Tasks.class),
                Arguments.of("SystemReliability", SystemView.Reliability.class),
                Arguments.of("DeadLetterPage", DeadLetterPage.class),
                Arguments.of("DeadLetter", DeadLetterView.class),
                Arguments.of("DeadLetterFrom", DeadLetterView.From.class),
                Arguments.of("Excerpt", DeadLetterView.Excerpt.class),
                Arguments.of("Problem", Problem.class), Arguments.of("Fault", Fault.class));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void aSchemaHasTheFieldsOfWhatIsSent(String name, Class<?> sent) {
        var schema = document.at("/components/schemas/" + name);
        var components = components(sent).toList();

        assertThat(schema.path("properties").propertyNames())
                .containsExactlyElementsOf(components.stream().map(RecordComponent::getName).toList());
        assertThat(schema.path("required").valueStream().map(JsonNode::stringValue))
                .containsExactlyElementsOf(
                        components.stream().filter(OpenApiTest::isAlwaysThere).map(RecordComponent::getName)
                                .toList());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(document.findValuesAsString("$ref")).isNotEmpty().allSatisfy(
                reference -> assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse());
    }

    @Test
    void theRoleThatARouteNeedsIsDescribed() {
        for (var route : routes().toList()) {
            var security = document.path("paths").path(route.path())
                    .path(route.method().toLowerCase(Locale.ROOT)).path("security");

            assertThat(security.toString()).as("%s %s", route.method(), route.path())
                    .isEqualTo(route.role() == Role.ANYONE
                            ? "[]"
                            : "[{\"bearer\":[\"" + route.role().name().toLowerCase(Locale.ROOT) + "\"]}]");
        }
    }

    @Test
    void everyParameterOfAPathIsDescribed() {
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                var named = operation.getValue().path("parameters").valueStream()
                        .filter(parameter -> parameter.path("in").stringValue().equals("path"))
                        .map(parameter -> "{" + parameter.path("name").stringValue() + "}").toList();
                assertThat(named).allSatisfy(parameter -> assertThat(path.getKey()).contains(parameter));
                assertThat(path.getKey().chars().filter(letter -> letter == '{').count())
                        .isEqualTo(named.size());
            }
        }
    }

    @Test
    void theFieldsOfASubmissionAreThoseThatAreRead() {
        var names = document.at("/components/schemas/Submission/properties").propertyNames();
        var told = served.post("/api/v1/workflows", "{\"unknown\":1}").field("/errors/0/message");

        assertThat(told).isEqualTo("unknown field, expected one of " + String.join(", ", names));
    }

    @Test
    void theFieldsOfAnAgentsSettingsAreThoseThatAreRead() {
        assertThat(document.at("/components/schemas/AgentSettings/properties").propertyNames())
                .containsExactlyElementsOf(AgentSettingsBody.FIELDS);
    }

    /// Those of a part that is unwrapped stand in its place.
    private static Stream<RecordComponent> components(Class<?> sent) {
        return Arrays.stream(sent.getRecordComponents())
                .flatMap(one -> one.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                        ? components(one.getType())
                        : Stream.of(one));
    }

    private static boolean isAlwaysThere(RecordComponent component) {
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
