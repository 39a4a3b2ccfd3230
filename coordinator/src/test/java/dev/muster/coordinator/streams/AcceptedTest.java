package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.port.WorkflowView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AcceptedTest {
    private static final Json LARGE = new Json("\"" + "x".repeat(1 << 20) + "\"");

    private final Accepted accepted = new Accepted();

    @Test
    void whatIsLargeTakesNoMoreMemoryThanWhatIsSmall() {
        for (var number = 0; number < 100; number++) {
            accepted.put(view(number, LARGE));
        }

        assertThat(isKnown(0)).isFalse();
        assertThat(isKnown(84)).isFalse();
        assertThat(isKnown(85)).isTrue();
        assertThat(isKnown(99)).isTrue();
    }

    @Test
    void whatIsSettledMakesRoom() {
        for (var number = 0; number < 100; number++) {
            accepted.put(view(number, LARGE));
            accepted.settled("w-" + (number - 5));
        }

        assertThat(isKnown(94)).isFalse();
        assertThat(isKnown(95)).isTrue();
    }

    @Test
    void ofManyTheLatestAreKept() {
        for (var number = 0; number < 10_010; number++) {
            accepted.put(view(number, Json.EMPTY_OBJECT));
        }

        assertThat(isKnown(9)).isFalse();
        assertThat(isKnown(10)).isTrue();
    }

    private boolean isKnown(int number) {
        return accepted.find(new WorkflowId("w-" + number)).isPresent();
    }

    private static WorkflowView view(int number, Json input) {
        return new WorkflowView("w-" + number, "launch", 1, "PENDING",
                new WorkflowView.Progress(1, 0, 0, 0, 0),
                new WorkflowView.Timing(Instant.EPOCH, null, null, 0), Map.of(), Map.of(), List.of(), input,
                List.of(), Map.of());
    }
}
