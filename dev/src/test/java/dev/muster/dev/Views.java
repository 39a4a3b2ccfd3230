package dev.muster.dev;

import dev.muster.coordinator.port.WorkflowView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Workflows as the coordinator would show them.
final class Views {
    private Views() {}

    /// @param statuses of the tasks, by id
    static WorkflowView rollingBack(Map<String, String> statuses) {
        var tasks = new TreeMap<String, WorkflowView.Task>();
        statuses.forEach((id, status) -> tasks.put(id,
                new WorkflowView.Task(status, "sample", "act", 1, null, null, null, null, null)));
        return new WorkflowView("w1", "launch", 1, "ROLLING_BACK",
                new WorkflowView.Progress(statuses.size(), 0, 0, 0, 0),
                new WorkflowView.Timing(Instant.EPOCH, Instant.EPOCH, null, 1), tasks, null, List.of(), null,
                List.of(), Map.of());
    }
}
