package dev.muster.common.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class GoldenFilesTest {
    @ParameterizedTest
    @MethodSource("dev.muster.common.wire.Golden#all")
    void aRecordIsWrittenByteForByteAsItsFileHasIt(Golden golden) {
        var written = new String(WireFormat.bytes(golden.value()), StandardCharsets.UTF_8);

        assertThat(written).isEqualTo(golden.text());
    }

    @ParameterizedTest
    @MethodSource("dev.muster.common.wire.Golden#all")
    void aFileReadsAsItsRecord(Golden golden) throws Exception {
        var read = WireFormat.read(golden.type(), golden.text().getBytes(StandardCharsets.UTF_8));

        assertThat(read).isEqualTo(golden.value());
    }

    @ParameterizedTest
    @MethodSource("dev.muster.common.wire.Golden#all")
    void aFieldThatIsNotKnownYetIsPassedOver(Golden golden) throws Exception {
        var extended = golden.text().replaceFirst("\\}$", ",\"later\":{\"a\":[1]}}");

        var read = WireFormat.read(golden.type(), extended.getBytes(StandardCharsets.UTF_8));

        assertThat(read).isEqualTo(golden.value());
    }

    @Test
    void everyKindOfRecordHasAFile() {
        var covered = Golden.all().map(golden -> golden.value().getClass().getName()).distinct();

        assertThat(covered)
                .containsExactlyInAnyOrderElementsOf(kinds(WireRecord.class).map(Class::getName).toList());
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(GoldenFilesTest::kinds)
                : Stream.of(type);
    }
}
