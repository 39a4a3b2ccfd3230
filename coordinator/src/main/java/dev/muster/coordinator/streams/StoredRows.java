package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.GroupRow;
import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.core.Rows;
import dev.muster.coordinator.core.TaskRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// One workflow's rows in the store: each is read once, nothing is written before [#flush], and then each row that changed
/// once, however often decisions changed it. Of a workflow that began here nothing is read at all. Owned by the stream thread.
final class StoredRows implements Rows {
    private final WorkflowId id;
    private final KeyValueStore<Bytes, byte[]> store;
    private final Sheaf sheaf;
    private final boolean isNew;
    private final WriteBack<WorkflowId, Origin> origin;
    private final WriteBack<WorkflowId, Header> header;
    private final WriteBack<WorkflowId, Json> input;
    private final WriteBack<TaskId, TaskRow> tasks;
    private final WriteBack<TaskId, GroupRow> groups;
    private final WriteBack<Success, Json> outputs;
    private final WriteBack<Long, TaskId> queue;
    private final WriteBack<Segment, List<Json>> items;

    StoredRows(KeyValueStore<Bytes, byte[]> store, WorkflowId id) {
        this.id = id;
        this.store = store;
        this.header = new WriteBack<>(own -> RowReader.header(store, own));
        this.isNew = header.get(id) == null;
        this.sheaf = isNew ? Sheaf.empty(store, id) : Sheaf.stored(store, id);
        var reader = new RowReader(store, id, sheaf);
        this.origin = rows(own -> reader.origin());
        this.input = rows(own -> reader.input());
        this.tasks = rows(reader::task);
        this.groups = rows(reader::group);
        this.outputs = rows(success -> reader.output(success.task(), success.attempt()));
        this.queue = rows(reader::queued);
        this.items = rows(segment -> reader.items(segment.task(), segment.number()));
    }

    private <K, V> WriteBack<K, V> rows(Function<K, @Nullable V> source) {
        return new WriteBack<>(key -> isNew ? null : source.apply(key));
    }

    WorkflowId id() {
        return id;
    }

    private record Success(TaskId task, int attempt) {}

    private record Segment(TaskId task, int number) {}

    void flush() {
        origin.flush((own, row) -> write(RowKey.origin(own), row, Origin::stored));
        header.flush((own, row) -> store.put(RowKey.header(own), bytes(row, HeaderForm::write)));
        input.flush((own, json) -> write(RowKey.input(own), json, StoredRows::bytes));
        tasks.flush((task, row) -> write(RowKey.task(id, task), row, TaskForm::write));
        groups.flush((task, row) -> write(RowKey.group(id, task), row, GroupForm::write));
        outputs.flush((success, json) -> write(RowKey.output(id, success.task(), success.attempt()), json,
                StoredRows::bytes));
        queue.flush((place, task) -> write(RowKey.queued(id, place), task,
                value -> value.value().getBytes(StandardCharsets.US_ASCII)));
        items.flush((segment, list) -> write(RowKey.items(id, segment.task(), segment.number()), list,
                ItemsForm::write));
        sheaf.flush(store);
    }

    /// How many bytes of memory they take, roughly.
    long weight() {
        return origin.weight() + header.weight() + input.weight() + tasks.weight() + groups.weight()
                + outputs.weight()
                + queue.weight() + items.weight() + sheaf.weight();
    }

    @Nullable
    Origin origin() {
        return origin.get(id);
    }

    void put(Origin row) {
        origin.put(id, row);
    }

    @Override
    public @Nullable Header header() {
        return header.get(id);
    }

    @Override
    public void put(Header row) {
        header.put(id, row);
    }

    @Override
    public Json input() {
        var value = input.get(id);
        return value == null ? Json.EMPTY_OBJECT : value;
    }

    @Override
    public void putInput(Json value) {
        input.put(id, value);
    }

    @Override
    public @Nullable TaskRow task(TaskId task) {
        return tasks.get(task);
    }

    @Override
    public void put(TaskRow row) {
        tasks.put(row.id(), row);
    }

    @Override
    public @Nullable GroupRow group(TaskId task) {
        return groups.get(task);
    }

    @Override
    public void put(GroupRow row) {
        groups.put(row.id(), row);
    }

    @Override
    public @Nullable Json output(TaskId task, int attempt) {
        return outputs.get(new Success(task, attempt));
    }

    @Override
    public void putOutput(TaskId task, int attempt, Json output) {
        outputs.put(new Success(task, attempt), output);
    }

    @Override
    public @Nullable TaskId queued(long place) {
        return queue.get(place);
    }

    @Override
    public void putQueued(long place, TaskId task) {
        queue.put(place, task);
    }

    @Override
    public void removeQueued(long place) {
        queue.put(place, null);
    }

    @Override
    public @Nullable List<Json> items(TaskId task, int segment) {
        return items.get(new Segment(task, segment));
    }

    @Override
    public void putItems(TaskId task, int segment, List<Json> values) {
        items.put(new Segment(task, segment), values);
    }

    private <T> void write(Bytes key, @Nullable T row, Function<T, byte[]> form) {
        sheaf.put(key, bytes(row, form), store);
    }

    private static <T> byte @Nullable [] bytes(@Nullable T row, Function<T, byte[]> form) {
        return row == null ? null : form.apply(row);
    }

    private static byte[] bytes(Json json) {
        return json.text().getBytes(StandardCharsets.UTF_8);
    }
}
