package dev.muster.coordinator.streams;

import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.WorkerRecord.Offer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AgentWatchTest {
    private static final AgentSettings FIVE = new AgentSettings(5, null, null, null);

    @Test
    void workersThatOfferTheSameAgreeWhateverTheOrderAndTheirSize() {
        assertThat(AgentWatch.disagreements(List.of(server("a", 5, FIVE, "draw", "erase"),
                server("b", 10, FIVE, "erase", "draw")))).isEmpty();
    }

    @Test
    void eachThatOffersOtherActionsOrSettingsIsNamed() {
        assertThat(AgentWatch.disagreements(List.of(server("a", 5, FIVE, "draw"),
                server("b", 5, null, "draw"), server("c", 5, FIVE, "erase"))))
                .containsExactly("worker b proposes other settings than worker a",
                        "worker c offers actions [erase], worker a offers [draw]");
    }

    private static FleetWatch.Server server(String name, int slots, @Nullable AgentSettings settings,
            String... actions) {
        return new FleetWatch.Server(name, "1", new Offer("paint", List.of(actions), slots, settings), 0);
    }
}
