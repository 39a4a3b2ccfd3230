package dev.muster.common.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/// The reference of definitions holds true: its examples are valid, and it leaves no field out.
class DefinitionsDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "definitions.md");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsAValidDefinition(String example) {
        assertThatCode(() -> new DefinitionReader().read(example)).doesNotThrowAnyException();
    }

    @Test
    void thereAreExamples() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(3);
    }

    @Test
    void everyFieldHasItsRow() throws IOException {
        var document = Files.readString(DOCUMENT);

        assertThat(Stream.of(WorkflowReader.FIELDS, TaskReader.FIELDS, TaskReader.COMPENSATION_FIELDS,
                AttemptsReader.RETRY_FIELDS).flatMap(fields -> fields.stream()).distinct())
                .allSatisfy(field -> assertThat(document)
                        .containsPattern("\\| (`\\w+`, )*`" + field + "`(, `\\w+`)* \\|"));
    }

    static Stream<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(DOCUMENT)).results()
                .map((MatchResult match) -> match.group(1));
    }
}
