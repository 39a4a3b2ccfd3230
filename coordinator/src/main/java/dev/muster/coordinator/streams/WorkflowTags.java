package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.port.WorkflowView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The tags of workflows, of which only the first of their events tell. Thread-safe.
final class WorkflowTags {
    private static final int MOST = 10_000;

    private final Function<WorkflowId, Optional<WorkflowView>> workflows;
    private final Map<String, List<String>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
            return size() > MOST;
        }
    };

    WorkflowTags(Function<WorkflowId, Optional<WorkflowView>> workflows) {
        this.workflows = workflows;
    }

    /// @throws dev.muster.common.error.NotReadyException if it is not known, and can't be looked up now
    List<String> of(FeedEvent event) {
        var found = known(event.workflow());
        return found == null ? remember(event.workflow(), found(event)) : found;
    }

    private List<String> found(FeedEvent event) {
        var told = WireFormat.MAPPER.readTree(event.data().text()).get("tags");
        return told == null
                ? workflows.apply(new WorkflowId(event.workflow())).map(WorkflowView::tags).orElse(List.of())
                : told.valueStream().map(JsonNode::asString).toList();
    }

    private synchronized @Nullable List<String> known(String workflow) {
        return known.get(workflow);
    }

    private synchronized List<String> remember(String workflow, List<String> tags) {
        known.put(workflow, tags);
        return tags;
    }
}
