package dev.muster.common.wire;

import dev.muster.common.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WireFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                        | expected a JSON object
            secret                                                    | not JSON at line 1, column 1
            ["secret"]                                                | expected a JSON object
            {"secret":                                                | not JSON at line 1, column 11
            {"type":"lost","task":"a","attempt":1,"worker":"w"}       | expected version 1 in field v
            {"v":2,"type":"lost","task":"a","attempt":1,"worker":"w"} | expected version 1 in field v
            {"v":"1","type":"lost"}                                   | expected version 1 in field v
            {"v":1,"task":"secret"}                                   | field type is missing
            {"v":1,"type":"exploded","task":"secret"}                 | unknown type 'exploded' of a report record
            {"v":1,"type":"Secret 1"}                                 | unknown type of a report record
            {"v":1,"type":"lost","attempt":1,"worker":"w"}            | field task is missing
            {"v":1,"type":"lost","task":"a","worker":"w"}             | field attempt must be 1 or more
            {"v":1,"type":"lost","task":"a","attempt":-4,"worker":"w"}| field attempt must be 1 or more
            {"v":1,"type":"lost","task":"a","attempt":1,"worker":null}| field worker is missing
            {"v":1,"type":"lost","task":77,"attempt":1,"worker":"w"}  | field task is missing or not of the type that it must have
            {"v":1,"type":"lost","task":"a","attempt":"77"}           | field attempt is missing or not of the type that it must have
            {"v":1,"type":"lost","task":"a","attempt":7.7}            | field attempt is missing or not of the type that it must have
            {"v":1,"type":"lost","task":"a","attempt":77777777777}    | a number in it is out of range
            {"v":1,"type":"progress","task":"a","attempt":1,"percent":101} | field percent must be 0 to 100
            {"v":1,"type":"lost","task":"a","attempt":1,"worker":"w"} "secret" | not a report record
            """)
    void whatIsNoReportIsRefusedWithTheReasonAndWithoutItsContent(String value, String reason) {
        assertThatThrownBy(() -> read(ReportRecord.class, value))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage(reason)
                .message()
                .doesNotContainIgnoringCase("secret")
                .doesNotContain("77");
    }

    @Test
    void aPhaseThatIsNotKnownIsRefused() {
        assertThatThrownBy(() -> read(TaskRecord.class,
                "{\"v\":1,\"task\":\"a\",\"attempt\":1,\"try\":1,\"phase\":\"walk\",\"order\":{}}"))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("field phase is missing or not of the type that it must have");
    }

    @Test
    void aStartNamesOneDefinition() {
        assertThatThrownBy(() -> read(CommandRecord.class, "{\"v\":1,\"type\":\"start\"}"))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("expected either field definition or field name");
    }

    @Test
    void payloadKeepsTheTextOfItsNumbers() throws Exception {
        var output = "{\"a\":1.10,\"b\":1e400,\"c\":-0,\"d\":12345678901234567890.000,\"e\":[1E2,0.1e-7]}";

        var read = read(ReportRecord.class,
                "{\"v\":1,\"type\":\"succeeded\",\"task\":\"a\",\"attempt\":1,\"output\":" + output + "}");

        assertThat(read).isEqualTo(new ReportRecord.Succeeded("a", 1, null, new Json(output)));
    }

    @Test
    void payloadMayComeBeforeTheTypeOfItsRecord() throws Exception {
        var output = "[1e400,1.10,12345678901234567890,{\"a\":null}]";

        var read = read(ReportRecord.class,
                "{\"output\":" + output + ",\"attempt\":1,\"task\":\"a\",\"type\":\"succeeded\",\"v\":1}");

        assertThat(read).isEqualTo(new ReportRecord.Succeeded("a", 1, null, new Json(output)));
    }

    @Test
    void anOutputOfNullIsNotAnOutputLeftOut() throws Exception {
        var left = read(ReportRecord.class, "{\"v\":1,\"type\":\"succeeded\",\"task\":\"a\",\"attempt\":1}");
        var given = read(ReportRecord.class,
                "{\"v\":1,\"type\":\"succeeded\",\"task\":\"a\",\"attempt\":1,\"output\":null}");

        assertThat(left).isEqualTo(new ReportRecord.Succeeded("a", 1, null, null));
        assertThat(given).isEqualTo(new ReportRecord.Succeeded("a", 1, null, Json.NULL));
    }

    @ParameterizedTest
    @CsvSource({"[,],2000", "9,9,1200"})
    void whatGoesBeyondTheBoundsOfTheParserIsRefusedClearly(String open, String close, int times) {
        var output = open.repeat(times) + close.repeat(times);

        assertThatThrownBy(() -> read(ReportRecord.class,
                "{\"v\":1,\"type\":\"succeeded\",\"task\":\"a\",\"attempt\":1,\"output\":" + output + "}"))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("nested too deep, or a number, name or string in it is too long");
    }

    private static <T extends WireRecord> T read(Class<T> type, String value)
            throws UnreadableRecordException {
        return WireFormat.read(type, value.getBytes(StandardCharsets.UTF_8));
    }
}
