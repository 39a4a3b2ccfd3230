package dev.muster.dev;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class PlainScreenTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PlainScreen screen = new PlainScreen(
            new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void aChangeIsToldOnce() {
        screen.show(Views.rollingBack(Map.of("visuals", "COMPLETED")));
        screen.show(Views.rollingBack(Map.of("visuals", "COMPLETED")));
        screen.show(Views.rollingBack(Map.of("visuals", "COMPENSATING")));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines().map(String::strip)).containsExactly(
                "visuals        COMPLETED    sample.act", "launch w1: ROLLING_BACK",
                "visuals        COMPENSATING sample.act");
    }
}
