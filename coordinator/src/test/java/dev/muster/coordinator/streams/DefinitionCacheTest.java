package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DefinitionCacheTest {
    private final DefinitionCache cache = new DefinitionCache();

    @Test
    void ofDefinitionsThatAreLargeFewAreKept() {
        for (var number = 0; number < 30; number++) {
            var _ = cache.of(definition(number, 400_000));
        }

        assertThat(cache.size()).isEqualTo(9);
    }

    @Test
    void ofDefinitionsThatAreSmallAThousandAreKept() {
        for (var number = 0; number < 1_010; number++) {
            var _ = cache.of(definition(number, 10));
        }

        assertThat(cache.size()).isEqualTo(1_000);
    }

    private static Json definition(int number, int length) {
        return new Json("{\"name\":\"launch-" + number
                + "\",\"tasks\":{\"a\":{\"agent\":\"finance\",\"action\":\"pay\","
                + "\"input\":{\"text\":\"" + "x".repeat(length) + "\"}}}}");
    }
}
