package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.wire.AgentRecord;
import dev.muster.coordinator.monitor.Forecast;
import dev.muster.coordinator.port.AgentCrew;
import dev.muster.coordinator.port.AgentLoad;
import dev.muster.coordinator.port.AgentView;
import dev.muster.coordinator.port.OwnAnswers;
import dev.muster.coordinator.port.OwnAnswers.AgentFigures;
import dev.muster.coordinator.port.OwnAnswers.Gate;
import dev.muster.coordinator.port.PeerQuestion;
import dev.muster.coordinator.port.Rates;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is to do for the agent types and who does it: what their gates hold at all coordinators, the lag of their topics,
/// and what their workers say. Thread-safe.
record AgentWatch(FleetReads reads, OwnAnswers own, FleetWatch fleet, Intake intake, InstantSource clock) {
    /// As all coordinators together know them, but for those that are not heard.
    List<AgentView> views(SortedMap<AgentType, AgentRecord> agents) {
        return views(agents, Known.of(reads.hearEveryone(new PeerQuestion.AskAgents())));
    }

    /// As this coordinator knows them by itself.
    List<AgentView> ownViews(SortedMap<AgentType, AgentRecord> agents) {
        return views(agents, Known.of(
                new FleetReads.Heard<>(List.of(new PeerQuestion.AskAgents().put(own)), false)));
    }

    private List<AgentView> views(SortedMap<AgentType, AgentRecord> agents, Known known) {
        return agents.entrySet().stream().map(entry -> view(entry.getKey(), entry.getValue(), known))
                .toList();
    }

    /// What coordinators have said.
    /// @param isAll none was not heard
    private record Known(Map<String, Gate> gates, Map<String, Rates> rates, boolean isAll) {
        static Known of(FleetReads.Heard<AgentFigures> heard) {
            var gates = new HashMap<String, Gate>();
            var rates = new HashMap<String, Rates>();
            for (var answer : heard.answers()) {
                gates.putAll(answer.gates());
                answer.rates().forEach((agent, share) -> rates.merge(agent, share, Rates::plus));
            }
            return new Known(gates, rates, heard.isAll());
        }
    }

    private AgentView view(AgentType type, AgentRecord entry, Known known) {
        var servers = fleet.servers(type);
        var rules = AgentViews.rules(entry);
        var workers = servers.stream().map(one -> new AgentCrew.Worker(one.worker(), one.version(),
                one.offer().maxInFlight(), one.inFlight())).toList();
        var load = load(type, known, workers);
        var rates = known.rates().getOrDefault(type.value(), Rates.NONE);
        var crew = new AgentCrew(load.desiredWorkers(fleet.slotsOfOne(type), rules.limit()), workers,
                disagreements(servers));
        return new AgentView(type.value(), entry.actions(), rules, load,
                Forecast.flow(rates, load, rules, workers), crew, AgentViews.breaker(entry));
    }

    private AgentLoad load(AgentType type, Known known, List<AgentCrew.Worker> workers) {
        var gate = known.gates().get(type.value());
        var untaken = intake.untaken(type);
        var missing = new ArrayList<String>();
        if (gate == null) {
            missing.addAll(List.of("held", "waiting", "oldestReadySeconds"));
        }
        if (untaken == null) {
            missing.add("lag");
        }
        if (!known.isAll()) {
            missing.addAll(List.of("arrivalRate", "serviceRate"));
        }
        var inFlight = workers.stream().map(AgentCrew.Worker::inFlight).filter(Objects::nonNull)
                .mapToInt(Integer::intValue).sum();
        return new AgentLoad(gate == null ? null : gate.held(), gate == null ? null : gate.waiting(),
                untaken == null ? null : untaken.lag(), inFlight,
                gate == null || untaken == null ? null : gate.waiting() + untaken.lag(),
                gate == null ? null : oldestSeconds(gate, untaken), missing);
    }

    private @Nullable Double oldestSeconds(Gate gate, Intake.@Nullable Untaken untaken) {
        var since = Stream.of(gate.oldestMillis() == 0 ? null : gate.oldestMillis(),
                untaken == null ? null : untaken.sinceMillis()).filter(Objects::nonNull)
                .min(Long::compare);
        return since.map(millis -> Math.max(0, clock.millis() - millis) / 1_000.0).orElse(null);
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
