package dev.muster.dev.agents;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CsvTest {
    @Test
    void quotedFieldsHoldCommasQuotesAndLineBreaks() {
        var csv = read("\ufeffa,b\r\n\"1, 2\",\"say \"\"yes\"\"\nplease\"\r\n\r\n3,4");

        assertThat(csv.rows()).extracting(Csv.Row::values).containsExactly(
                Map.of("a", "1, 2", "b", "say \"yes\"\nplease"), Map.of("a", "3", "b", "4"));
        assertThat(csv.rows()).extracting(Csv.Row::line).containsExactly(2, 5);
    }

    @Test
    void whatIsWrittenReadsBack() {
        var fields = List.of("plain", "a,b", "\"quoted\"", "two\nlines", "");

        var csv = Csv.read("x.csv", "1,2,3,4,5\n" + Csv.line(fields), List.of("1"));

        assertThat(csv.rows().getFirst().values().values()).containsExactlyElementsOf(fields);
    }

    @Test
    void whatCantBeReadIsNamedByItsLine() {
        assertThatThrownBy(() -> read("")).hasMessage("x.csv line 1: expected the columns a,b");
        assertThatThrownBy(() -> read("a,c\n")).hasMessage("x.csv line 1: expected the columns a,b");
        assertThatThrownBy(() -> read("a,b\n1,\"2")).hasMessage("x.csv line 2: a quoted field does not end");
        assertThatThrownBy(() -> read("a,b\n\"1\"2,3")).hasMessage(
                "x.csv line 2: expected a comma or the end of the line after a quoted field");
    }

    private static Csv read(String text) {
        return Csv.read("x.csv", text, List.of("a", "b"));
    }
}
