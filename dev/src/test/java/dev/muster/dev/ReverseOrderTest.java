package dev.muster.dev;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ReverseOrderTest {
    private final ReverseOrder order = new ReverseOrder(Map.of("visuals", List.of(), "website",
            List.of("visuals"), "banners", List.of("visuals"), "marketing", List.of("website")));

    @Test
    void aTaskIsUndoneAfterAllThatDependOnIt() {
        assertThatCode(() -> order.check(List.of("banners[1]", "website", "banners[0]", "visuals")))
                .doesNotThrowAnyException();
    }

    @Test
    void aTaskMustNotBeUndoneBeforeOneThatDependsOnIt() {
        assertThatThrownBy(() -> order.check(List.of("website", "visuals", "banners[0]")))
                .isInstanceOf(DemoFailedException.class)
                .hasMessage("task visuals was rolled back before banners, which depends on it");
    }
}
