package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.WorkerId;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.AgentRecord.Breaker;
import dev.muster.common.wire.AgentRecord.Breaker.State;
import dev.muster.common.wire.GateRecord;
import dev.muster.common.wire.WorkerRecord.BreakerWord;
import dev.muster.common.wire.WorkerRecord.Heartbeat;
import dev.muster.common.wire.WorkerRecord.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BreakerWordsTest {
    private static final AgentType PAY = new AgentType("pay");
    private static final WorkerId WORKER = new WorkerId("w1");

    private static Heartbeat saying(@Nullable BreakerWord word) {
        return new Heartbeat(1, List.of(), List.of(), "1",
                List.of(new Status("pay", 0, word), new Status("other", 0, null)));
    }

    private static Map<AgentType, GateRecord.Breaker> words(Heartbeat heartbeat, @Nullable Breaker known) {
        return BreakerWords.of(WORKER, heartbeat, type -> type.equals(PAY)
                ? Optional.of(new AgentRecord(List.of("do"), null, null, known))
                : Optional.empty());
    }

    @Test
    void aWordOnTheStateThatIsKnownGoesOn() {
        var known = new Breaker(State.OPEN, 3, 1L, null);

        assertThat(words(saying(new BreakerWord(State.HALF_OPEN, 3)), known)).containsExactly(
                Map.entry(PAY, new GateRecord.Breaker("w1", State.HALF_OPEN, 3)));
    }

    @Test
    void theFirstWordOfAllGoesOn() {
        assertThat(words(saying(new BreakerWord(State.OPEN, 0)), null)).containsExactly(
                Map.entry(PAY, new GateRecord.Breaker("w1", State.OPEN, 0)));
    }

    @Test
    void aWordOnAnotherStateStaysWhereItIs() {
        var known = new Breaker(State.OPEN, 3, 1L, null);

        assertThat(words(saying(new BreakerWord(State.OPEN, 2)), known)).isEmpty();
        assertThat(words(saying(new BreakerWord(State.OPEN, 0)), known)).isEmpty();
        assertThat(words(saying(new BreakerWord(State.OPEN, 4)), known)).isEmpty();
    }

    @Test
    void whoSaysNothingIsNotForwarded() {
        assertThat(words(saying(null), null)).isEmpty();
        assertThat(words(new Heartbeat(1, List.of(), List.of(), "1"), null)).isEmpty();
    }
}
