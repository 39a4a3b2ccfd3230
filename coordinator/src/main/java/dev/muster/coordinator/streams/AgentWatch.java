package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.AgentSettings;
import dev.muster.coordinator.port.AgentCrew;
import dev.muster.coordinator.port.AgentLoad;
import dev.muster.coordinator.port.AgentView;
import dev.muster.coordinator.port.OwnAnswers;
import dev.muster.coordinator.port.OwnAnswers.AgentFigures;
import dev.muster.coordinator.port.OwnAnswers.Gate;
import dev.muster.coordinator.port.PeerQuestion;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What is to do for the agent types and who does it: what their gates hold at all coordinators, the lag of their topics,
/// and what their workers say. Thread-safe.
record AgentWatch(FleetReads reads, OwnAnswers own, FleetWatch fleet, Intake intake, InstantSource clock) {
    /// As all coordinators together know them, but for those that are not heard.
    List<AgentView> views(SortedMap<AgentType, AgentRecord> agents) {
        return views(agents, reads.hearEveryone(new PeerQuestion.AskAgents()).answers());
    }

    /// As this coordinator knows them by itself.
    List<AgentView> ownViews(SortedMap<AgentType, AgentRecord> agents) {
        return views(agents, List.of(new PeerQuestion.AskAgents().put(own)));
    }

    private List<AgentView> views(SortedMap<AgentType, AgentRecord> agents, List<AgentFigures> answers) {
        var gates = new HashMap<String, Gate>();
        answers.forEach(answer -> gates.putAll(answer.gates()));
        return agents.entrySet().stream().map(entry -> view(entry.getKey(), entry.getValue(), gates))
                .toList();
    }

    private AgentView view(AgentType type, AgentRecord entry, Map<String, Gate> gates) {
        var servers = fleet.servers(type);
        var load = load(gates.get(type.value()), intake.lag(type), servers);
        var limit = Objects.requireNonNullElse(entry.settings(), AgentSettings.NONE).limit();
        var workers = servers.stream().map(one -> new AgentCrew.Worker(one.worker(), one.version(),
                one.offer().maxInFlight(), one.inFlight())).toList();
        return AgentViews.of(type, entry, load,
                new AgentCrew(load.desiredWorkers(fleet.slotsOfOne(type), limit), workers,
                        disagreements(servers)));
    }

    private AgentLoad load(@Nullable Gate gate, @Nullable Long lag, List<FleetWatch.Server> servers) {
        var inFlight = servers.stream().map(FleetWatch.Server::inFlight).filter(Objects::nonNull)
                .mapToInt(Integer::intValue).sum();
        if (gate == null) {
            return new AgentLoad(null, null, lag, inFlight, null, null);
        }
        var oldest = gate.oldestMillis() == 0
                ? null
                : Math.max(0, clock.millis() - gate.oldestMillis()) / 1_000.0;
        return new AgentLoad(gate.held(), gate.waiting(), lag, inFlight,
                lag == null ? null : gate.waiting() + lag, oldest);
    }

    /// Each that differs from the first is named; who is right is not for the coordinator to say.
    static List<String> disagreements(List<FleetWatch.Server> servers) {
        var told = new ArrayList<String>();
        for (var one : servers) {
            var first = servers.getFirst();
            if (!new HashSet<>(one.offer().actions()).equals(new HashSet<>(first.offer().actions()))) {
                told.add("worker " + one.worker() + " offers actions " + one.offer().actions() + ", worker "
                        + first.worker() + " offers " + first.offer().actions());
            }
            if (!Objects.equals(one.offer().settings(), first.offer().settings())) {
                told.add("worker " + one.worker() + " proposes other settings than worker " + first.worker());
            }
        }
        return told;
    }
}
