package dev.muster.coordinator.streams;

import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.port.SystemView;
import java.util.ArrayList;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/// The coordinator as a whole, in figures. Thread-safe.
record Fleet(BooleanSupplier isRunning, Tallies tallies, AgentTable agents, DefinitionTable definitions) {
    /// @throws NotReadyException while the coordinator starts, or its partitions move
    SystemView view() {
        if (!isRunning.getAsBoolean()) {
            throw new NotReadyException("the coordinator is starting, or its partitions are moving");
        }
        var total = tallies.sum(Tally::total);
        var active = tallies.sum(Tally::active);
        return new SystemView(version(), new SystemView.Workflows(total, active, total - active),
                new SystemView.Tasks(tallies.sum(Tally::tasks)),
                new SystemView.Reliability(tallies.sum(Tally::rollbacks)),
                agents.all().keySet().stream().map(Object::toString).toList(),
                new ArrayList<>(definitions.newest().keySet()));
    }

    private static String version() {
        return Objects.requireNonNullElse(Fleet.class.getPackage().getImplementationVersion(), "development");
    }
}
