package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.CommandRecord;
import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.core.WorkflowState;
import dev.muster.coordinator.port.WorkflowFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class WorkflowIndexTest {
    private static final String ONE = """
            {"name": "%s", "onFailure": "fail", "tasks": {"a": {"agent": "echo", "action": "say"}}}""";
    private static final List<String> NAMES = List.of("paint", "print");
    private static final List<String> TAGS = List.of("red", "blue");

    @AutoClose
    private final Scene scene;

    WorkflowIndexTest(@TempDir Path folder) {
        scene = Scene.in(folder);
    }

    /// A workflow, as its rows show it.
    private record Stored(Header header, Origin origin) {
        String id() {
            return header.id().value();
        }

        boolean isWanted(WorkflowFilter filter) {
            return (filter.status() == null || filter.status().equals(header.state().name()))
                    && (filter.name() == null || filter.name().equals(origin.name()))
                    && (filter.tag() == null || origin.tags().contains(filter.tag()));
        }
    }

    @Test
    void everyFilterFindsWhatTheRowsShowHoweverWorkflowsChange() {
        var seed = Long.getLong("muster.seed", System.nanoTime());
        var random = new Random(seed);
        for (int step = 0; step < 600; step++) {
            change("wf-%02d".formatted(random.nextInt(40)), random);
            if (step % 100 == 99) {
                scene.pass(Scene.KEPT.dividedBy(2));
            }
            if (step % 20 == 19) {
                assertThatAllIsFound(scene.tallies().index(0), "seed " + seed + ", step " + step);
            }
        }
        assertThat(stored()).as("some were forgotten meanwhile").hasSizeBetween(1, 39);
    }

    private void change(String workflow, Random random) {
        switch (random.nextInt(6)) {
            case 0, 1 -> start(workflow, random);
            case 2 -> scene.succeed(workflow, "a", 1);
            case 3 -> scene.fail(workflow, "a", 1, "broken");
            case 4 -> scene.command(workflow, new CommandRecord.Cancel(null, false));
            default -> scene.command(workflow,
                    random.nextBoolean() ? new CommandRecord.Pause(null) : new CommandRecord.Resume(null));
        }
    }

    private void start(String workflow, Random random) {
        var tags = TAGS.stream().filter(tag -> random.nextBoolean()).toList();
        scene.command(workflow,
                new CommandRecord.Start(null, new Json(ONE.formatted(NAMES.get(random.nextInt(2)))), null,
                        null,
                        Json.EMPTY_OBJECT, tags.isEmpty() ? null : tags, null));
    }

    /// Some of them change, end and begin between two looks.
    @Test
    void whatWasThereWhenThePartitionWasOpenedIsFoundOnceAllOfItWasLookedAt() {
        for (int number = 0; number <= 2 * Indexer.HEADERS_AT_ONCE; number++) {
            scene.start("wf-%04d".formatted(number), ONE.formatted("paint"));
        }
        var roll = new Roll();
        var indexer = new Indexer(scene.rows(), roll.index());

        indexer.look();
        assertThat(roll.index().find(filter("RUNNING", null, null), null)).isNull();
        for (var changed : List.of("wf-0003", "wf-1999")) {
            var before = header(changed);
            scene.succeed(changed, "a", 1);
            roll.changed(before, header(changed), origin(changed));
        }
        var sweeper = new Sweeper(scene.rows(), roll, Scene.KEPT);
        sweeper.look(Scene.START.plus(Scene.KEPT).plusSeconds(60));
        indexer.look();
        indexer.look();

        assertThatAllIsFound(roll.index(), "after three looks");
    }

    @Test
    void aPageBeginsBelowTheCursor() {
        List.of("a", "b", "c", "d").forEach(id -> scene.start(id, ONE.formatted("paint")));
        var index = scene.tallies().index(0);

        assertThat(index.find(filter("RUNNING", null, null), "c")).containsExactly("b", "a");
        assertThat(index.find(filter(null, "paint", null), "cc")).containsExactly("c", "b", "a");
    }

    @Test
    void whoWantsAllIsReferredToTheRows() {
        assertThat(scene.tallies().index(0).find(filter(null, null, null), null)).isNull();
    }

    private void assertThatAllIsFound(WorkflowIndex index, String when) {
        var all = stored();
        for (var filter : filters()) {
            assertThat(Objects.requireNonNull(index.find(filter, null))).as("%s: %s", when, filter)
                    .containsExactlyElementsOf(
                            all.stream().filter(one -> one.isWanted(filter)).map(Stored::id)
                                    .sorted(Comparator.reverseOrder()).toList());
        }
    }

    private static List<WorkflowFilter> filters() {
        var filters = new ArrayList<WorkflowFilter>();
        for (var status : orNone(Stream.of(WorkflowState.values()).map(Enum::name))) {
            for (var name : orNone(Stream.concat(NAMES.stream(), Stream.of("nobody")))) {
                for (var tag : orNone(TAGS.stream())) {
                    if (!(status.isEmpty() && name.isEmpty() && tag.isEmpty())) {
                        filters.add(filter(orNull(status), orNull(name), orNull(tag)));
                    }
                }
            }
        }
        return filters;
    }

    private static List<String> orNone(Stream<String> values) {
        return Stream.concat(values, Stream.of("")).toList();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static WorkflowFilter filter(@Nullable String status, @Nullable String name,
            @Nullable String tag) {
        return new WorkflowFilter(status, name, tag, 1_000, null);
    }

    private List<Stored> stored() {
        var all = new ArrayList<Stored>();
        try (var headers = scene.rows().range(RowKey.beforeHeaders(), RowKey.afterHeaders())) {
            headers.forEachRemaining(entry -> {
                var header = HeaderForm.read(entry.value);
                all.add(new Stored(header, origin(header.id().value())));
            });
        }
        return all;
    }

    private Header header(String id) {
        return Objects.requireNonNull(reader(id).header());
    }

    private Origin origin(String id) {
        return Objects.requireNonNull(reader(id).origin());
    }

    private RowReader reader(String id) {
        return new RowReader(scene.rows(), new WorkflowId(id));
    }
}
