package dev.muster.coordinator.monitor;

import dev.muster.coordinator.port.AgentCrew;
import dev.muster.coordinator.port.AgentFlow;
import dev.muster.coordinator.port.AgentList;
import dev.muster.coordinator.port.AgentLoad;
import dev.muster.coordinator.port.AgentRules;
import dev.muster.coordinator.port.AgentView;
import dev.muster.coordinator.port.Rates;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is to be expected of agent types, from how their work comes and goes and how much of it there is. Pure.
///
/// Capacity follows from two laws of operational analysis, which assume nothing of how arrivals or durations are spread
/// (Denning and Buzen, "The Operational Analysis of Queueing Network Models", ACM Computing Surveys 10(3), 1978): by Little's
/// law an attempt takes `S = inFlight / serviceRate` seconds on average, and by the utilisation law as many places as there are
/// serve `places / S` of them per second.
public final class Forecast {
    /// The time in which what waits is wanted to be done.
    static final double HORIZON_SECONDS = 60;

    /// What has come just now is not stuck yet: heartbeats and looks at the lag come every few seconds.
    private static final double STUCK_SECONDS = 5;

    private Forecast() {}

    /// @param rates of the whole fleet, or of those parts of it that were heard: then nothing is concluded from them
    /// @param workers that live
    public static AgentFlow flow(Rates rates, AgentLoad load, AgentRules rules,
            List<AgentCrew.Worker> workers) {
        var arrivals = rounded(rates.arrivals());
        var services = rounded(rates.services());
        if (load.backlog() == null || !load.missing().isEmpty()) {
            return new AgentFlow(arrivals, services, null, null);
        }
        var slots = workers.stream().mapToInt(AgentCrew.Worker::slots).sum();
        var places = rules.limit() == null ? slots : Math.min(slots, rules.limit());
        return new AgentFlow(arrivals, services,
                utilisation(rates, load.backlog(), new Work(load.inFlight(), places, rules.rate())),
                drainSeconds(rates, load.backlog()));
    }

    /// @param places how many attempts may be done at once
    /// @param rate how many may start in a second; any number if null
    private record Work(int inFlight, int places, @Nullable Double rate) {}

    private static @Nullable Double utilisation(Rates rates, long backlog, Work work) {
        var wanted = rates.arrivals() + backlog / HORIZON_SECONDS;
        if (wanted == 0) {
            return 0.0;
        }
        var isIdle = rates.services() == 0 && work.inFlight() == 0;
        if (isIdle && backlog == 0) {
            return 0.0;
        }
        if (isIdle || work.places() == 0) {
            return null;
        }
        // Of work that takes longer than the window nothing has ended: then each place is wanted for all of it.
        var ofPlaces = rates.services() == 0
                ? (work.inFlight() + backlog) / (double) work.places()
                : wanted * work.inFlight() / (work.places() * rates.services());
        return rounded(work.rate() == null ? ofPlaces : Math.max(ofPlaces, wanted / work.rate()));
    }

    private static @Nullable Double drainSeconds(Rates rates, long backlog) {
        var net = rates.services() - rates.arrivals();
        if (backlog == 0) {
            return 0.0;
        }
        return net > 0 ? rounded(backlog / net) : null;
    }

    /// With the agent type that will be short of capacity first: one that has had a backlog for some seconds and does nothing of
    /// it, the one with the longest if there are several; else the one with the highest utilisation.
    public static AgentList list(List<AgentView> agents) {
        var bottleneck = agents.stream().filter(agent -> pressure(agent) > 0)
                .max(Comparator.comparingDouble(Forecast::pressure).thenComparingLong(
                        agent -> Objects.requireNonNullElse(agent.load().backlog(), 0L)));
        return new AgentList(agents, bottleneck.map(AgentView::type).orElse(null));
    }

    private static double pressure(AgentView agent) {
        var utilisation = agent.flow().utilisation();
        if (utilisation != null) {
            return utilisation;
        }
        var oldest = agent.load().oldestReadySeconds();
        var isStuck = agent.load().missing().isEmpty() && oldest != null && oldest >= STUCK_SECONDS;
        return isStuck ? Double.POSITIVE_INFINITY : 0;
    }

    /// To a thousandth: what is beyond is noise.
    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
