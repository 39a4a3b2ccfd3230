package dev.muster.dev.agents;

import dev.muster.common.definition.Work;
import dev.muster.common.format.AgentCheck;
import dev.muster.common.format.DefinitionReader;
import dev.muster.worker.Action;
import dev.muster.worker.Agent;
import dev.muster.worker.Compensation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The definitions under `examples/`, as they lie on the disk.
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../examples");
    private static final Pattern DATA_FILE = Pattern.compile("[a-z-]+\\.csv");

    @TempDir
    private Path out;

    static Stream<Path> examples() throws IOException {
        try (var files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @Test
    void everyTemplateIsThere() throws Exception {
        assertThat(examples().map(file -> file.getFileName().toString())).contains("brand-launch.yaml",
                "brand-launch-failing.yaml", "product-launch.yaml", "marketing-campaign.yaml",
                "content-generation.yaml", "inventory-sync.yaml", "website-build.yaml");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aDefinitionIsNamedAsItsFileAndSaysWhatItIs(Path file) {
        var definition = read(file);

        assertThat(definition.path("name").asString() + ".yaml").isEqualTo(file.getFileName().toString());
        assertThat(definition.path("description").asString()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aDefinitionHasNoFaultsAndNamesWhatTheSampleAgentsCanDo(Path file) throws Exception {
        var definition = new DefinitionReader().read(Files.readString(file)).workflow();

        assertThat(AgentCheck.faults(definition, type -> Optional.ofNullable(offered().get(type.value()))))
                .isEmpty();
        assertThat(definition.tasks().values()).as("every task can be undone")
                .allSatisfy(task -> assertThat(task.compensation()).isNotNull());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyDataFileIsThere(Path file) throws Exception {
        var named = DATA_FILE.matcher(Files.readString(file)).results().map(found -> found.group()).toList();

        assertThat(named)
                .allSatisfy(name -> assertThat(EXAMPLES.resolve("data").resolve(name)).isRegularFile());
    }

    @Test
    void everyActionAndCompensationIsUsedByAnExample() throws Exception {
        var used = new TreeMap<String, Set<String>>();
        for (var file : examples().toList()) {
            for (var task : new DefinitionReader().read(Files.readString(file)).workflow().tasks().values()) {
                note(used, task.work());
                note(used, Objects.requireNonNull(task.compensation()).work());
            }
        }

        assertThat(used).isEqualTo(offered());
    }

    private static void note(Map<String, Set<String>> used, Work work) {
        used.computeIfAbsent(work.agent().value(), _ -> new TreeSet<>()).add(work.action().value());
    }

    /// What the agents are annotated with.
    private Map<String, Set<String>> offered() {
        var offered = new TreeMap<String, Set<String>>();
        for (var agent : SampleAgents.in(out)) {
            var actions = offered.computeIfAbsent(agent.getClass().getAnnotation(Agent.class).value(),
                    _ -> new TreeSet<>());
            for (var method : agent.getClass().getDeclaredMethods()) {
                if (method.isAnnotationPresent(Action.class)) {
                    actions.add(method.getAnnotation(Action.class).value());
                }
                if (method.isAnnotationPresent(Compensation.class)) {
                    actions.add(method.getAnnotation(Compensation.class).value());
                }
            }
        }
        return offered;
    }

    private static JsonNode read(Path file) {
        return new YAMLMapper().readTree(file.toFile());
    }
}
