package dev.muster.dev;

import dev.muster.common.AgentType;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class AgentOptionTest {
    private static final AgentType FINANCE = new AgentType("finance");

    private final AgentOption.Converter converter = new AgentOption.Converter();

    @Test
    void aProgramIsRunWithItsArguments() {
        assertThat(converter.convert("finance=exec:python3 pay.py --max=3"))
                .isEqualTo(new AgentOption.Exec(FINANCE, "python3 pay.py --max=3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"finance=http://127.0.0.1:9000/pay", "finance=http:http://127.0.0.1:9000/pay"})
    void anAddressMayStandWithItsSchemeOrWithout(String option) {
        assertThat(converter.convert(option))
                .isEqualTo(new AgentOption.Http(FINANCE, URI.create("http://127.0.0.1:9000/pay")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"finance", "finance=", "finance=exec:", "=exec:ls", "finance=ftp:x",
        "finance=http:nowhere",
        "finance=http:file:///etc", "fi nance=exec:ls", "finance=http:http://a b"})
    void anythingElseIsRefusedWithWhatWasExpected(String option) {
        assertThatThrownBy(() -> converter.convert(option)).isInstanceOf(TypeConversionException.class)
                .hasMessageStartingWith("'" + option + "' is no agent: ");
    }
}
