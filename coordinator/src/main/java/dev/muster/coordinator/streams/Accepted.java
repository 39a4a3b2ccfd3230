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
    private static final long MOST_CHARACTERS = 16L * 1024 * 1024;

    private final Map<String, WorkflowView> views = new LinkedHashMap<>();
    private long characters;

    synchronized void add(WorkflowId id, Admission.Admitted admitted, Instant at) {
        var origin = admitted.origin();
        var definition = admitted.definition().plan().definition();
        put(new WorkflowView(id.value(), origin.name(), origin.version(), "PENDING",
                new WorkflowView.Progress(definition.tasks().size(), 0, 0, 0, 0),
                new WorkflowView.Timing(at, null, null, 0), Map.of(), Map.<String, Json>of(), List.of(),
                admitted.input(), origin.tags(), definition.about().metadata()));
    }

    synchronized void put(WorkflowView view) {
        settled(view.id());
        views.put(view.id(), view);
        characters += characters(view);
        var eldest = views.values().iterator();
        while (views.size() > MOST || characters > MOST_CHARACTERS) {
            characters -= characters(eldest.next());
            eldest.remove();
        }
    }

    /// It is in the stores, or was rejected.
    synchronized void settled(String workflow) {
        var view = views.remove(workflow);
        if (view != null) {
            characters -= characters(view);
        }
    }

    synchronized Optional<WorkflowView> find(WorkflowId id) {
        return Optional.ofNullable(views.get(id.value()));
    }

    /// Its metadata are the definition's, which is kept once for all of its workflows.
    private static long characters(WorkflowView view) {
        return (view.input() == null ? 0 : view.input().text().length())
                + view.tags().stream().mapToLong(String::length).sum();
    }
}
