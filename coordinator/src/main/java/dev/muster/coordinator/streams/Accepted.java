package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.port.WorkflowView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Workflows that were accepted here and are not in the stores yet: for the moment between, they are pending. Keeps the
/// latest. Thread-safe.
final class Accepted {
    private static final int MOST = 10_000;

    private final Map<String, WorkflowView> views = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, WorkflowView> eldest) {
            return size() > MOST;
        }
    };

    synchronized void add(WorkflowId id, Admission.Admitted admitted, Instant at) {
        var origin = admitted.origin();
        var definition = admitted.definition().plan().definition();
        views.put(id.value(),
                new WorkflowView(id.value(), origin.name(), origin.version(), "PENDING",
                        new WorkflowView.Progress(definition.tasks().size(), 0, 0, 0, 0),
                        new WorkflowView.Timing(at, null, null, 0), Map.of(), Map.<String, Json>of(),
                        List.of(),
                        admitted.input(), origin.tags(), definition.about().metadata()));
    }

    /// It is in the stores, or was rejected.
    synchronized void settled(String workflow) {
        views.remove(workflow);
    }

    synchronized Optional<WorkflowView> find(WorkflowId id) {
        return Optional.ofNullable(views.get(id.value()));
    }
}
