package dev.muster.coordinator.streams;

import dev.muster.common.Version;
import dev.muster.coordinator.port.Figures;
import dev.muster.coordinator.port.PeerQuestion;
import dev.muster.coordinator.port.SystemView;
import java.util.ArrayList;

/// The fleet as a whole, in figures. Thread-safe.
record Fleet(FleetReads reads, AgentTable agents, DefinitionTable definitions) {
    /// @throws dev.muster.common.error.NotReadyException while the coordinator starts, or partitions move
    SystemView view() {
        var figures = reads.askOwners(PeerQuestion.Count::new).stream().reduce(Figures.NONE, Figures::plus);
        return new SystemView(Version.text(),
                new SystemView.Workflows(figures.total(), figures.active(),
                        figures.total() - figures.active(), agents.runningLimit()),
                new SystemView.Tasks(figures.tasks()), new SystemView.Reliability(figures.rollbacks()),
                agents.all().keySet().stream().map(Object::toString).toList(),
                new ArrayList<>(definitions.newest().keySet()));
    }
}
