package dev.muster.coordinator.core;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One workflow's rows in maps. Equal to another when all rows are.
public final class InMemoryRows implements Rows {
    private @Nullable Header header;
    private Json input = Json.EMPTY_OBJECT;
    final Map<TaskId, TaskRow> tasks = new HashMap<>();
    final Map<TaskId, GroupRow> groups = new HashMap<>();
    private final Map<String, Json> outputs = new HashMap<>();
    final Map<Long, TaskId> queue = new HashMap<>();
    private final Map<String, List<Json>> items = new HashMap<>();

    @Override
    public @Nullable Header header() {
        return header;
    }

    @Override
    public void put(Header newHeader) {
        header = newHeader;
    }

    @Override
    public Json input() {
        return input;
    }

    @Override
    public void putInput(Json newInput) {
        input = newInput;
    }

    @Override
    public @Nullable TaskRow task(TaskId id) {
        return tasks.get(id);
    }

    @Override
    public void put(TaskRow row) {
        tasks.put(row.id(), row);
    }

    @Override
    public @Nullable GroupRow group(TaskId id) {
        return groups.get(id);
    }

    @Override
    public void put(GroupRow row) {
        groups.put(row.id(), row);
    }

    @Override
    public @Nullable Json output(TaskId id, int attempt) {
        return outputs.get(id + "/" + attempt);
    }

    @Override
    public void putOutput(TaskId id, int attempt, Json output) {
        outputs.put(id + "/" + attempt, output);
    }

    @Override
    public @Nullable TaskId queued(long place) {
        return queue.get(place);
    }

    @Override
    public void putQueued(long place, TaskId id) {
        queue.put(place, id);
    }

    @Override
    public void removeQueued(long place) {
        queue.remove(place);
    }

    @Override
    public @Nullable List<Json> items(TaskId id, int segment) {
        return items.get(id + "/" + segment);
    }

    @Override
    public void putItems(TaskId id, int segment, List<Json> values) {
        items.put(id + "/" + segment, List.copyOf(values));
    }

    /// All rows, to compare with another's.
    List<Object> all() {
        return List.of(header == null ? "no header" : header, input, tasks, groups, outputs, queue, items);
    }
}
