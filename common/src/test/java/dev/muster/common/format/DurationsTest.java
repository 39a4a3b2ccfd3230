package dev.muster.common.format;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"5s, PT5S, 5s", "300s, PT5M, 5m", "1h30m, PT1H30M, 1h30m", "250ms, PT0.25S, 250ms",
        "0s, PT0S, 0s",
        "2d, PT48H, 48h", "PT1M, PT1M, 1m", "P1D, PT24H, 24h", "1m0s500ms, PT1M0.5S, 1m500ms"})
    void aDurationIsReadAndWrittenInOneWay(String text, Duration duration, String canonical) {
        assertThat(Durations.parsed(text)).contains(duration);
        assertThat(Durations.text(duration)).isEqualTo(canonical);
        assertThat(Durations.parsed(canonical)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 s", "-5s", "5S", "1.5h", "s", "5s1h", "PT", "P-1D", "PT0.0001S",
        "4000d",
        "99999999999999999999s"})
    void anythingElseIsNoDuration(String text) {
        assertThat(Durations.parsed(text)).isEmpty();
    }
}
