package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.WorkerId;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.GateRecord;
import dev.muster.common.wire.WorkerRecord.BreakerWord;
import dev.muster.common.wire.WorkerRecord.Heartbeat;
import dev.muster.common.wire.WorkerRecord.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What a heartbeat has to say of circuit breakers, as it goes to the gates. A worker says it with every heartbeat until
/// it sees what came of it; so only a word on the latest state that is known goes on.
final class BreakerWords {
    private BreakerWords() {}

    /// @param agents the entry of an agent type
    /// @throws IllegalArgumentException if an agent type's name can't be one
    static Map<AgentType, GateRecord.Breaker> of(WorkerId worker, Heartbeat heartbeat,
            Function<AgentType, Optional<AgentRecord>> agents) {
        var words = new LinkedHashMap<AgentType, GateRecord.Breaker>();
        var statuses = heartbeat.statuses();
        if (statuses != null) {
            for (Status status : statuses) {
                BreakerWord word = status.breaker();
                if (word != null) {
                    var type = new AgentType(status.type());
                    if (word.epoch() == epoch(agents.apply(type))) {
                        words.put(type, new GateRecord.Breaker(worker.value(), word.state(), word.epoch()));
                    }
                }
            }
        }
        return words;
    }

    private static int epoch(Optional<AgentRecord> agent) {
        return agent.map(AgentRecord::breaker).map(AgentRecord.Breaker::epoch).orElse(0);
    }
}
