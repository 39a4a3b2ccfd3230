package dev.muster.common.format;

import dev.muster.common.error.UnreadableDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class UnreadableDefinitionTest {
    private static final DefinitionReader READER = new DefinitionReader();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name": }         | 1 | 10 | not JSON: Unexpected character ('}'): expected a value
            {"name": "x",\\n x} | 2 | 2  | not JSON: Unexpected character ('x'): was expecting double-quote to start property name
            {                  | 1 | 2  | not JSON: Unexpected end-of-input: expected close marker for Object
            {"name": "x"} {}   | 1 | 15 | not JSON: expected one document, but more follows it
            a: [1\\nb: 2        | 2 | 2  | not YAML: while parsing a flow sequence, expected ',' or ']', but got :
            a:\\n\\t- b          | 2 | 1  | not YAML: while scanning for the next token, found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)
            a: 1\\n---\\nb: 2    | 3 | 1  | not YAML: expected one document, but more follows it
            x: &x 1\\ny: *x     | 2 | 4  | YAML aliases such as *x are not supported
            """)
    void whatIsNeitherJsonNorYamlIsRefusedWithLineAndColumn(String escaped, int line, int column,
            String reason) {
        var text = escaped.replace("\\n", "\n").replace("\\t", "\t");

        var thrown = catchThrowableOfType(UnreadableDefinitionException.class, () -> READER.read(text));

        assertThat(thrown).hasMessage(reason.trim() + " (line " + line + ", column " + column + ")");
        assertThat(thrown.line()).isEqualTo(line);
        assertThat(thrown.column()).isEqualTo(column);
    }

    @Test
    void anEmptyTextIsNoDefinition() {
        assertThatThrownBy(() -> READER.read(" \n")).isInstanceOf(UnreadableDefinitionException.class)
                .hasMessage("the definition is empty");
    }

    @Test
    void aTextThatIsNestedTooDeepIsRefused() {
        assertThatThrownBy(() -> READER.read("{\"a\":".repeat(1_000)))
                .isInstanceOf(UnreadableDefinitionException.class)
                .hasMessageContaining("nesting depth (101) exceeds the maximum allowed (100)")
                .hasMessageNotContaining("StreamReadConstraints");
        assertThatThrownBy(() -> READER.read("[".repeat(1_000), Syntax.YAML))
                .isInstanceOf(UnreadableDefinitionException.class)
                .hasMessageContaining("exceeds the maximum allowed (100)");
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> READER.read(" ".repeat(Document.MOST_CHARACTERS) + "{}"))
                .isInstanceOf(UnreadableDefinitionException.class)
                .hasMessage("the definition has 16777218 characters, more than the 16777216 allowed");
    }

    @Test
    void aBombOfAliasesIsRefusedAtItsFirstAlias() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++) {
            bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(9) + "x]\n");
        }

        assertThatThrownBy(() -> READER.read(bomb.toString()))
                .isInstanceOf(UnreadableDefinitionException.class)
                .hasMessage("YAML aliases such as *a0 are not supported (line 2, column 10)");
    }
}
