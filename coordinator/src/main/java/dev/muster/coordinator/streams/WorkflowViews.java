package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.port.WorkflowView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// Puts what is stored of workflows into the form in which users see them. Thread-safe.
final class WorkflowViews {
    private final DefinitionCache definitions;
    private final InstantSource clock;

    WorkflowViews(DefinitionCache definitions, InstantSource clock) {
        this.definitions = definitions;
        this.clock = clock;
    }

    /// Null if there is no such workflow.
    @Nullable
    WorkflowView whole(ReadOnlyKeyValueStore<Bytes, byte[]> store, WorkflowId id) {
        var reader = new RowReader(store, id);
        var header = reader.header();
        if (header == null) {
            return null;
        }
        var origin = reader.knownOrigin();
        var compiled = compiled(reader, origin);
        var tasks = TaskViews.of(reader, header, compiled.plan());
        var input = reader.input();
        return new WorkflowView(id.value(), origin.name(), origin.version(), header.state().name(),
                progress(header), timing(header), tasks.tasks(), tasks.results(), tasks.errors(),
                input == null ? Json.EMPTY_OBJECT : input, origin.tags(),
                compiled.plan().definition().about().metadata());
    }

    /// Null if there is no such workflow.
    static @Nullable Json definition(ReadOnlyKeyValueStore<Bytes, byte[]> store, WorkflowId id) {
        var reader = new RowReader(store, id);
        return reader.header() == null ? null : reader.definition(reader.knownOrigin().definition());
    }

    /// Without tasks, results and input.
    WorkflowView brief(ReadOnlyKeyValueStore<Bytes, byte[]> store, Header header) {
        var reader = new RowReader(store, header.id());
        var origin = reader.knownOrigin();
        var failure = header.outcome().failure();
        var errors = failure == null
                ? List.<WorkflowView.Failure>of()
                : List.of(new WorkflowView.Failure(null, failure.code(), failure.message()));
        return new WorkflowView(header.id().value(), origin.name(), origin.version(), header.state().name(),
                progress(header), timing(header), null, null, errors, null, origin.tags(),
                compiled(reader, origin).plan().definition().about().metadata());
    }

    private CompiledDefinition compiled(RowReader reader, Origin origin) {
        return definitions.of(origin.definition(),
                () -> Objects.requireNonNull(reader.definition(origin.definition()),
                        "a definition is stored before a workflow of it starts"));
    }

    private static WorkflowView.Progress progress(Header header) {
        var progress = header.progress();
        var ended = progress.completed() + progress.failed() + progress.skipped();
        var percentage = progress.total() == 0 ? 100.0 : 100.0 * ended / progress.total();
        return new WorkflowView.Progress(progress.total(), progress.completed(), progress.failed(),
                header.load().active(), Math.round(percentage * 10) / 10.0);
    }

    private WorkflowView.Timing timing(Header header) {
        var span = header.span();
        var started = span.startedAt();
        var until = span.endedAt() == null ? clock.instant() : span.endedAt();
        return new WorkflowView.Timing(span.createdAt(), started, span.endedAt(),
                started == null ? 0 : seconds(started, until));
    }

    private static double seconds(Instant from, Instant until) {
        return Math.max(0, Duration.between(from, until).toMillis()) / 1000.0;
    }
}
