package dev.muster.dev;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ReverseOrderTest {
    private final ReverseOrder order = new ReverseOrder(
            Map.of("visuals", List.of(), "website", List.of("visuals")));

    @Test
    void aTaskMayBeUndoneOnceWhatDependsOnItIs() {
        var view = Views.rollingBack(Map.of("visuals", "COMPENSATING", "website", "ROLLED_BACK"));

        assertThatCode(() -> order.check(view)).doesNotThrowAnyException();
    }

    @Test
    void aTaskMustNotBeUndoneBeforeWhatDependsOnIt() {
        var view = Views.rollingBack(Map.of("visuals", "COMPENSATING", "website", "COMPENSATING"));

        assertThatThrownBy(() -> order.check(view)).isInstanceOf(DemoFailedException.class)
                .hasMessage("task visuals was rolled back before website, which depends on it");
    }
}
