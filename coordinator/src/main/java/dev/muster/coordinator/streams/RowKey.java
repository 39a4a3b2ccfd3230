package dev.muster.coordinator.streams;

import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;

/// The keys of the rows: the kind first, so that all headers lie together, then the workflow's id, then what tells the
/// rows of one kind apart. Ids hold no byte 0, which stands between the parts.
final class RowKey {
    static final byte HEADER = 'H';
    private static final byte ORIGIN = 'S';
    private static final byte INPUT = 'I';
    private static final byte TASK = 'T';
    private static final byte GROUP = 'G';
    private static final byte OUTPUT = 'O';
    private static final byte QUEUE = 'Q';
    private static final byte ITEMS = 'E';
    private static final byte DEFINITION = 'D';
    private static final byte SHEAF = 'L';
    private static final byte REMNANT = 'R';

    private RowKey() {}

    static Bytes header(WorkflowId id) {
        return of(HEADER, id.value());
    }

    static Bytes origin(WorkflowId id) {
        return of(ORIGIN, id.value());
    }

    static Bytes input(WorkflowId id) {
        return of(INPUT, id.value());
    }

    static Bytes task(WorkflowId id, TaskId task) {
        return of(TASK, id.value(), task.value());
    }

    static Bytes group(WorkflowId id, TaskId task) {
        return of(GROUP, id.value(), task.value());
    }

    static Bytes output(WorkflowId id, TaskId task, int attempt) {
        return numbered(OUTPUT, id, task.value(), attempt);
    }

    static Bytes queued(WorkflowId id, long place) {
        return numbered(QUEUE, id, "", place);
    }

    static Bytes items(WorkflowId id, TaskId task, int segment) {
        return numbered(ITEMS, id, task.value(), segment);
    }

    static Bytes definition(ContentHash hash) {
        return of(DEFINITION, hash.value());
    }

    /// The row in which small rows of a workflow lie together.
    static Bytes sheaf(WorkflowId id) {
        return of(SHEAF, id.value());
    }

    static boolean isGroup(Bytes key) {
        return key.get()[0] == GROUP;
    }

    /// The key of a workflow's row without the workflow's id.
    static byte[] within(WorkflowId id, Bytes key) {
        var whole = key.get();
        var idLength = id.value().length();
        return ByteBuffer.allocate(whole.length - idLength).put(whole[0])
                .put(whole, 1 + idLength, whole.length - 1 - idLength).array();
    }

    /// The key with the workflow's id.
    static Bytes whole(WorkflowId id, byte[] within) {
        var text = id.value().getBytes(StandardCharsets.US_ASCII);
        return Bytes.wrap(ByteBuffer.allocate(within.length + text.length).put(within[0]).put(text)
                .put(within, 1, within.length - 1).array());
    }

    /// Says that rows are left of a workflow that is forgotten.
    static Bytes remnant(WorkflowId id) {
        return of(REMNANT, id.value());
    }

    static WorkflowId remnant(Bytes key) {
        return new WorkflowId(new String(key.get(), 1, key.get().length - 1, StandardCharsets.US_ASCII));
    }

    static Range remnants() {
        return new Range(Bytes.wrap(new byte[]{REMNANT}), Bytes.wrap(new byte[]{REMNANT + 1}));
    }

    /// Where those of a workflow's rows lie of which there may be many.
    static List<Range> many(WorkflowId id) {
        return Stream.of(TASK, GROUP, OUTPUT, QUEUE, ITEMS)
                .map(kind -> new Range(of(kind, id.value() + '\0'), of(kind, id.value() + '\1'))).toList();
    }

    /// @param to comes after the last
    record Range(Bytes from, Bytes to) {}

    /// Before the first header, and after the last.
    static Bytes beforeHeaders() {
        return Bytes.wrap(new byte[]{HEADER});
    }

    static Bytes afterHeaders() {
        return Bytes.wrap(new byte[]{HEADER + 1});
    }

    private static Bytes of(byte kind, String id) {
        var text = id.getBytes(StandardCharsets.US_ASCII);
        return Bytes.wrap(ByteBuffer.allocate(1 + text.length).put(kind).put(text).array());
    }

    private static Bytes of(byte kind, String id, String part) {
        return of(kind, id + '\0' + part);
    }

    private static Bytes numbered(byte kind, WorkflowId id, String part, long number) {
        var text = (id.value() + '\0' + part + '\0').getBytes(StandardCharsets.US_ASCII);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + text.length + Long.BYTES).put(kind).put(text).putLong(number)
                        .array());
    }
}
