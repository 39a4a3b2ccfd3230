package dev.muster.coordinator.port;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AgentLoadTest {
    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {"0,0,10,none,0", "1,0,10,none,1", "10,0,10,none,1",
        "11,0,10,none,2",
        "5,6,10,none,2", "500,20,10,25,3", "500,20,10,0,0", "7,0,1,none,7", "0,3,2,100,2"})
    void whatIsToDoTellsHowManyWorkersAreOfUse(long backlog, int inFlight, int slots, @Nullable Integer limit,
            int desired) {
        var load = new AgentLoad(0, 0, 0L, inFlight, backlog, null, List.of());

        assertThat(load.desiredWorkers(slots, limit)).isEqualTo(desired);
    }
}
