package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.WorkerId;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.WorkerRecord.Claim;
import dev.muster.coordinator.core.Arrivals;
import dev.muster.coordinator.core.Attempt;
import dev.muster.coordinator.core.Failure;
import dev.muster.coordinator.core.GroupRow;
import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.core.TaskRow;
import dev.muster.coordinator.core.TaskState;
import dev.muster.coordinator.core.Timer;
import dev.muster.coordinator.core.Undo;
import dev.muster.coordinator.core.WorkflowState;
import dev.muster.coordinator.gate.FlowRow;
import dev.muster.coordinator.gate.GateRow;
import dev.muster.coordinator.gate.Holder;
import dev.muster.coordinator.gate.Place;
import dev.muster.coordinator.gate.Terms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The stored forms against their golden files. A file that has to change is a new version of the form, beside the old.
class StoredFormTest {
    private static final Instant T1 = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Instant T2 = Instant.parse("2026-01-02T04:00:00Z");
    private static final Failure FAILURE = new Failure("broken", "it did not wörk");

    private static final Header HEADER = new Header(new WorkflowId("wf-1"), WorkflowState.ROLLING_BACK,
            new Header.Progress(1_000_000, 300, 1, 2), new Header.Load(5, 4, 3, 2, 1),
            new Header.Queue(70, 300),
            new Header.Span(T1, T1, null, T2), new Header.Outcome(Header.Ending.ROLLBACK, true, FAILURE));
    private static final TaskRow TASK = new TaskRow(new TaskId("banners[17]"), TaskState.BACKING_OFF,
            new Arrivals(3, 1),
            new Attempt(4, 2, Attempt.Stage.BACKING_OFF, new WorkerId("w-1"), T2, true),
            new TaskRow.Span(T1, null),
            FAILURE, new Undo(1, 3, List.of(1, 200), List.of(2), 5, true));
    private static final GroupRow GROUP = new GroupRow(new TaskId("banners"), 10_000,
            new GroupRow.Cursor(17, 300),
            10, new GroupRow.Ended(6, 1), true, -1);
    private static final Origin ORIGIN = new Origin(new ContentHash("defhash"), "brand-launch", 7,
            List.of("spring", "eu"), "ann", new ContentHash("subhash"));
    private static final List<Json> ITEMS = List.of(new Json("{\"n\":1}"), new Json("\"ü\""));
    private static final GateRow GATE = new GateRow(Terms.UNBOUNDED, 7, 12_000, 1L << 33, T1);
    private static final Place.Held HELD = new Place.Held(
            new Holder(new WorkflowId("wf-1"), new TaskId("banners[17]"), 3), T1);
    private static final Place.Waiting WAITING = new Place.Waiting(Holder.of(new WorkflowId("wf-2")),
            new Place.Flow(-1_000, "tenant ü"), 300, T2);
    private static final Lease LEASE = new Lease(900,
            Set.of(new Claim("wf-1", "a", 1, true), new Claim("wf-2", "b[3]", 2)));
    private static final Lease LEASE_WITHOUT_QUESTIONS = new Lease(900,
            Set.of(new Claim("wf-1", "a", 1), new Claim("wf-2", "b[3]", 2)));

    @Test
    void theHeadersFormIsTheGoldenOne() throws IOException {
        check("header.v1", HeaderForm.write(HEADER), HEADER, HeaderForm::read);
    }

    @Test
    void theTasksFormIsTheGoldenOne() throws IOException {
        check("task.v1", TaskForm.write(TASK), TASK, TaskForm::read);
    }

    @Test
    void theGroupsFormIsTheGoldenOne() throws IOException {
        check("group.v1", GroupForm.write(GROUP), GROUP, GroupForm::read);
    }

    @Test
    void theOriginsFormIsTheGoldenOne() throws IOException {
        check("origin.v1", ORIGIN.stored(), ORIGIN, Origin::read);
    }

    @Test
    void theItemsFormIsTheGoldenOne() throws IOException {
        check("items.v1", ItemsForm.write(ITEMS), ITEMS, ItemsForm::read);
    }

    @Test
    void theFormOfRowsThatLieTogetherIsTheGoldenOne() throws IOException {
        var id = new WorkflowId("wf-1");
        var rows = new LinkedHashMap<Bytes, byte[]>();
        rows.put(RowKey.origin(id), ORIGIN.stored());
        rows.put(RowKey.task(id, TASK.id()), TaskForm.write(TASK));
        rows.put(RowKey.output(id, TASK.id(), 3), new byte[]{'{', '}'});

        var written = SheafForm.write(id, rows);

        var hex = HexFormat.of().formatHex(written);
        assertThat(hex).isEqualTo(golden("sheaf.v1", hex));
        assertThat(SheafForm.read(id, written)).usingRecursiveComparison().isEqualTo(rows);
    }

    @Test
    void theLeasesFormIsTheGoldenOne() throws IOException {
        check("lease.v2", LEASE.stored(), LEASE, Lease::read);
    }

    @Test
    void theGatesFormIsTheGoldenOne() throws IOException {
        var terms = new Terms(7, null, Map.of());
        check("gate.v1", GateForms.write(GATE), GATE.with(terms), bytes -> GateForms.gate(bytes, terms));
    }

    @Test
    void theFormsOfPlacesAtAGateAreTheGoldenOnes() throws IOException {
        check("place-held.v1", GateForms.write(HELD), HELD, GateForms::place);
        check("place-waiting.v1", GateForms.write(WAITING), WAITING, GateForms::place);
    }

    @Test
    void theFormsOfFlowsAndRequestsAreTheGoldenOnes() throws IOException {
        var flow = new FlowRow(WAITING.flow(), 1L << 40, 12);
        var request = new GateForms.Request(WAITING, "{\"task\":\"a\"}");
        check("flow.v1", GateForms.write(flow), flow, GateForms::flowRow);
        check("gate-request.v1", request.bytes(), request, GateForms.Request::read);
    }

    @Test
    void leasesOfTheFirstFormAreStillRead() throws IOException {
        assertThat(Lease.read(HexFormat.of().parseHex(golden("lease.v1", ""))))
                .isEqualTo(LEASE_WITHOUT_QUESTIONS);
    }

    @Test
    void everyStateHasAFormOfItsOwn() {
        for (var state : WorkflowState.values()) {
            var header = new Header(HEADER.id(), state, HEADER.progress(), HEADER.load(), HEADER.queue(),
                    HEADER.span(),
                    Header.Outcome.OPEN);
            assertThat(HeaderForm.read(HeaderForm.write(header))).isEqualTo(header);
        }
        for (var state : TaskState.values()) {
            var row = new TaskRow(TASK.id(), state, TASK.arrivals(), Attempt.NONE, TaskRow.Span.NONE, null,
                    Undo.NOTHING);
            assertThat(TaskForm.read(TaskForm.write(row))).isEqualTo(row);
        }
    }

    @Test
    void aDeadlineBetweenTwoMillisecondsIsStoredAsTheLater() {
        var form = new FormWriter(1).instant(T1.plusNanos(1));

        assertThat(new FormReader("row", 1, form.bytes()).instant()).isEqualTo(T1.plusMillis(1));
    }

    @Test
    void aNewerVersionIsNotGuessedAt() {
        var newer = HeaderForm.write(HEADER);
        newer[0] = 2;

        assertThatThrownBy(() -> HeaderForm.read(newer)).isInstanceOf(IllegalStateException.class)
                .hasMessage("a stored header has version 2, this coordinator reads version 1");
    }

    @Test
    void timersSortByTheTimeTheyAreDue() {
        var early = new DueTimer(255, new WorkflowId("z"), new Timer(Timer.Kind.BACKOFF, new TaskId("a"), 1));
        var late = new DueTimer(256, new WorkflowId("a"), new Timer(Timer.Kind.WORKFLOW_TIMEOUT, null, 0));

        assertThat(early.key()).isLessThan(late.key());
        assertThat(DueTimer.read(early.key())).isEqualTo(early);
        assertThat(DueTimer.read(late.key())).isEqualTo(late);
        assertThat(DueTimer.from(256)).isLessThan(late.key()).isGreaterThan(early.key());
    }

    private static <T> void check(String name, byte[] written, T value, Function<byte[], T> form)
            throws IOException {
        var hex = HexFormat.of().formatHex(written);
        var golden = golden(name, hex);

        assertThat(hex).isEqualTo(golden);
        assertThat(form.apply(HexFormat.of().parseHex(golden))).isEqualTo(value);
    }

    /// Golden files are hexadecimal, wrapped.
    private static String golden(String name, String expected) throws IOException {
        try (var file = Objects.requireNonNull(StoredFormTest.class.getResourceAsStream(name + ".hex"),
                () -> "golden file " + name + ".hex, which should read " + expected)) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }
}
