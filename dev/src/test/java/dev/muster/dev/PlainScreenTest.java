package dev.muster.dev;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class PlainScreenTest {
    private final StringWriter printed = new StringWriter();
    private final PlainScreen screen = new PlainScreen(new PrintWriter(printed));

    @Test
    void aChangeIsToldOnce() {
        screen.show(Views.rollingBack(Map.of("visuals", "COMPLETED")));
        screen.show(Views.rollingBack(Map.of("visuals", "COMPLETED")));
        screen.show(Views.rollingBack(Map.of("visuals", "COMPENSATING")));

        assertThat(printed.toString().lines().map(String::strip)).containsExactly(
                "visuals        COMPLETED    sample.act", "launch w1: ROLLING_BACK",
                "visuals        COMPENSATING sample.act");
    }
}
