package dev.muster.common.format;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The published description of the wire is that of the golden files.
class AsyncApiTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "asyncapi.yaml");
    private static final Path GOLDEN = Path.of("src", "test", "resources", "wire");

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void aGoldenFileMatchesItsSchemaAndHasNoFieldBesides(Path file) throws IOException {
        var record = document(Files.readString(file), Syntax.JSON);
        var name = schemaName(file);

        assertThat(schema(name).faults(record.json())).isEmpty();
        assertThat(schemaFields(name)).containsAll(((Node.Fields) record).values().keySet());
    }

    @Test
    void aRecordThatLacksAFieldDoesNotMatch() throws IOException {
        assertThat(schema("ReportFailed")
                .faults(new Json("{\"type\":\"failed\",\"v\":1,\"task\":\"a\",\"attempt\":1}")))
                .hasSize(2);
    }

    @Test
    void everyTopicHasItsChannel() throws IOException {
        var topics = Topics.DEFAULT;
        var addresses = fields(at(api(), "channels")).values().values().stream()
                .map(channel -> at(channel, "address"));

        assertThat(addresses.map(address -> ((Node.Text) address).value().replace("{agentType}", "some")))
                .containsExactlyInAnyOrder(topics.commands(), topics.reports(),
                        topics.tasks(new AgentType("some")),
                        topics.workers(), topics.control(), topics.gates(), topics.events(), topics.agents(),
                        topics.definitions(),
                        topics.deadLetters());
    }

    @Test
    void theDocumentOfTheWireQuotesTheGoldenFiles() throws IOException {
        var document = Files.readString(DOCUMENT.resolveSibling("wire.md"));

        for (var file : goldenFiles().toList()) {
            assertThat(document).contains(Files.readString(file));
        }
    }

    static Stream<Path> goldenFiles() throws IOException {
        try (var files = Files.list(GOLDEN)) {
            return files.sorted().toList().stream();
        }
    }

    /// `report-succeeded-empty.json` holds a `ReportSucceeded`.
    private static String schemaName(Path file) throws IOException {
        var words = file.getFileName().toString().replace(".json", "").split("-");
        var byLength = new TreeMap<Integer, String>();
        var name = new StringBuilder();
        var schemas = fields(at(api(), "components", "schemas")).values();
        for (var word : words) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            if (schemas.containsKey(name.toString())) {
                byLength.put(name.length(), name.toString());
            }
        }
        return byLength.lastEntry().getValue();
    }

    private static InputSchema schema(String name) throws IOException {
        var components = at(api(), "components").json();
        return InputSchema.of(
                new Json("{\"$ref\":\"#/components/schemas/" + name + "\",\"components\":" + components
                        + "}"));
    }

    private static List<String> schemaFields(String name) throws IOException {
        return List.copyOf(fields(at(api(), "components", "schemas", name, "properties")).values().keySet());
    }

    private static Node api() throws IOException {
        return document(Files.readString(DOCUMENT), Syntax.YAML);
    }

    private static Node document(String text, Syntax syntax) {
        var faults = new Faults();
        var node = Document.read(text, syntax, faults);
        assertThat(faults.all()).isEmpty();
        return node;
    }

    private static Node at(Node node, String... path) {
        var found = node;
        for (var name : path) {
            found = fields(found).values().getOrDefault(name, Node.Fields.NONE);
        }
        return found;
    }

    private static Node.Fields fields(Node node) {
        return (Node.Fields) node;
    }
}
