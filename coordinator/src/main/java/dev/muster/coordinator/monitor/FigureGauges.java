package dev.muster.coordinator.monitor;

import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.port.AgentView;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How things stand at the moment of a scrape, read together so that they go together. A figure that is not known has no
/// series, and neither has an agent type that is not registered. Thread-safe.
final class FigureGauges implements MultiCollector {
    private static final Map<String, Integer> BREAKER_STATES = Map.of("CLOSED", 0, "HALF_OPEN", 1, "OPEN", 2);
    private static final List<Figure> FIGURES = List.of(
            new Figure("limit", "How many attempts may be out at once", agent -> agent.rules().limit()),
            new Figure("waiting", "Tasks that wait at the gate", agent -> agent.load().waiting()),
            new Figure("lag", "Records of the topic that workers have not acknowledged",
                    agent -> agent.load().lag()),
            new Figure("in_flight", "Tasks that workers run", agent -> agent.load().inFlight()),
            new Figure("oldest_ready_seconds", "How long the oldest of what is to do has waited",
                    agent -> agent.load().oldestReadySeconds()),
            new Figure("desired_workers", "How many workers would do all that is to do at once",
                    agent -> agent.crew().desiredWorkers()),
            new Figure("breaker_state", "Circuit breaker: 0 closed, 1 half open, 2 open",
                    agent -> BREAKER_STATES.get(agent.breaker().state())));

    private final Monitor.Figures figures;

    private record Figure(String name, String help, Function<AgentView, @Nullable Number> value) {
        GaugeSnapshot of(List<AgentView> agents) {
            var gauge = GaugeSnapshot.builder().name("muster_agent_" + name).help(help);
            for (var agent : agents) {
                var number = value.apply(agent);
                if (number != null) {
                    gauge.dataPoint(point(Labels.of("agent", agent.type()), number));
                }
            }
            return gauge.build();
        }
    }

    FigureGauges(Monitor.Figures figures) {
        this.figures = figures;
    }

    @Override
    public MetricSnapshots collect() {
        var snapshots = new ArrayList<MetricSnapshot>();
        var workflows = GaugeSnapshot.builder().name("muster_workflows").help("Workflows by status");
        figures.workflows()
                .forEach((status, count) -> workflows.dataPoint(point(Labels.of("status", status), count)));
        snapshots.add(workflows.build());
        var undecided = figures.undecided();
        snapshots.add(single("muster_submissions_undecided",
                "Submissions that were let in here and are not decided yet", undecided.submissions()));
        snapshots.add(single("muster_submissions_window", "How many submissions may be undecided at once",
                undecided.most()));
        snapshots.add(single("muster_partitions_with_late_transactions",
                "Partitions that a transaction holds back which does not end", figures.heldBack()));
        var agents = agents();
        FIGURES.forEach(figure -> snapshots.add(figure.of(agents)));
        return new MetricSnapshots(snapshots);
    }

    private List<AgentView> agents() {
        try {
            return figures.agents();
        } catch (NotReadyException e) {
            return List.of();
        }
    }

    private static GaugeSnapshot single(String name, String help, Number value) {
        return GaugeSnapshot.builder().name(name).help(help).dataPoint(point(Labels.EMPTY, value)).build();
    }

    private static GaugeDataPointSnapshot point(Labels labels, Number value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value.doubleValue()).build();
    }
}
