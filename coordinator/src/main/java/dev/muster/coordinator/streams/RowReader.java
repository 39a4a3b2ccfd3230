package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.GroupRow;
import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.core.TaskRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// Reads the rows of one workflow. Has one owner.
final class RowReader {
    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final WorkflowId id;
    private final Sheaf rows;

    RowReader(ReadOnlyKeyValueStore<Bytes, byte[]> store, WorkflowId id) {
        this(store, id, Sheaf.stored(store, id));
    }

    RowReader(ReadOnlyKeyValueStore<Bytes, byte[]> store, WorkflowId id, Sheaf rows) {
        this.store = store;
        this.id = id;
        this.rows = rows;
    }

    @Nullable
    Header header() {
        return header(store, id);
    }

    static @Nullable Header header(ReadOnlyKeyValueStore<Bytes, byte[]> store, WorkflowId id) {
        return form(store.get(RowKey.header(id)), HeaderForm::read);
    }

    @Nullable
    Origin origin() {
        return read(RowKey.origin(id), Origin::read);
    }

    /// Of a workflow that has a header.
    Origin knownOrigin() {
        return Objects.requireNonNull(origin(), "a header has an origin");
    }

    @Nullable
    Json input() {
        return read(RowKey.input(id), RowReader::json);
    }

    @Nullable
    TaskRow task(TaskId task) {
        return read(RowKey.task(id, task), TaskForm::read);
    }

    @Nullable
    GroupRow group(TaskId task) {
        return read(RowKey.group(id, task), GroupForm::read);
    }

    @Nullable
    Json output(TaskId task, int attempt) {
        return read(RowKey.output(id, task, attempt), RowReader::json);
    }

    @Nullable
    TaskId queued(long place) {
        return read(RowKey.queued(id, place), bytes -> new TaskId(text(bytes)));
    }

    @Nullable
    List<Json> items(TaskId task, int segment) {
        return read(RowKey.items(id, task, segment), ItemsForm::read);
    }

    @Nullable
    Json definition(ContentHash hash) {
        return definition(store, hash);
    }

    static @Nullable Json definition(ReadOnlyKeyValueStore<Bytes, byte[]> store, ContentHash hash) {
        return form(store.get(RowKey.definition(hash)), RowReader::json);
    }

    private <T> @Nullable T read(Bytes key, Function<byte[], T> form) {
        return form(rows.get(key), form);
    }

    private static <T> @Nullable T form(byte @Nullable [] bytes, Function<byte[], T> form) {
        return bytes == null ? null : form.apply(bytes);
    }

    private static Json json(byte[] bytes) {
        return new Json(text(bytes));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
