package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.port.WorkflowFilter;
import dev.muster.coordinator.port.WorkflowPage;
import dev.muster.coordinator.port.WorkflowView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// Lists workflows by id, downwards: ids that the coordinator made up sort by time, so the newest come first. Thread-safe.
final class Listing {
    private static final Comparator<WorkflowView> DOWNWARDS = Comparator.comparing(WorkflowView::id)
            .reversed();

    private final RowStores stores;
    private final WorkflowViews views;
    private final IntFunction<WorkflowIndex> indexes;

    /// @param indexes gives the one of a partition that is open here
    Listing(RowStores stores, WorkflowViews views, IntFunction<WorkflowIndex> indexes) {
        this.stores = stores;
        this.views = views;
        this.indexes = indexes;
    }

    /// @throws IllegalArgumentException if the filter's cursor is none that a page gave
    static void check(WorkflowFilter filter) {
        var _ = below(filter);
    }

    /// Of the partitions that are open here.
    WorkflowPage page(WorkflowFilter filter, List<Integer> partitions) {
        var below = below(filter);
        var found = new ArrayList<WorkflowView>();
        for (var partition : partitions) {
            var indexed = indexes.apply(partition).find(filter, below == null ? null : below.value());
            found.addAll(stores.read(partition, store -> indexed == null
                    ? scanned(store, below, filter)
                    : indexed(store, indexed, filter)));
        }
        return cut(filter, found, false);
    }

    /// One page of pages to the same filter, each of other partitions: what comes first among all of them came first in
    /// its own.
    static WorkflowPage merged(WorkflowFilter filter, List<WorkflowPage> pages) {
        return cut(filter, pages.stream().flatMap(page -> page.workflows().stream()).toList(),
                pages.stream().anyMatch(page -> page.cursor() != null));
    }

    private static WorkflowPage cut(WorkflowFilter filter, List<WorkflowView> found, boolean isMore) {
        var sorted = found.stream().sorted(DOWNWARDS).toList();
        if (sorted.size() <= filter.limit() && !isMore) {
            return new WorkflowPage(sorted, null);
        }
        var page = sorted.subList(0, Math.min(filter.limit(), sorted.size()));
        return new WorkflowPage(page, Cursor.after(page.getLast().id()));
    }

    private static @Nullable WorkflowId below(WorkflowFilter filter) {
        return filter.cursor() == null ? null : Cursor.read(filter.cursor());
    }

    /// One more than asked for, which tells whether there is a next page. The index may be ahead of what the store shows.
    private List<WorkflowView> indexed(ReadOnlyKeyValueStore<Bytes, byte[]> store, Stream<String> ids,
            WorkflowFilter filter) {
        var found = new ArrayList<WorkflowView>();
        for (var id = ids.iterator(); id.hasNext() && found.size() <= filter.limit();) {
            var header = RowReader.header(store, new WorkflowId(id.next()));
            if (header != null) {
                consider(store, header, filter, found);
            }
        }
        return found;
    }

    /// One more than asked for, too.
    private List<WorkflowView> scanned(ReadOnlyKeyValueStore<Bytes, byte[]> store, @Nullable WorkflowId below,
            WorkflowFilter filter) {
        var upTo = below == null ? RowKey.afterHeaders() : RowKey.header(below);
        var found = new ArrayList<WorkflowView>();
        try (var headers = store.reverseRange(RowKey.beforeHeaders(), upTo)) {
            while (headers.hasNext() && found.size() <= filter.limit()) {
                var entry = headers.next();
                if (!entry.key.equals(upTo)) {
                    consider(store, HeaderForm.read(entry.value), filter, found);
                }
            }
        }
        return found;
    }

    private void consider(ReadOnlyKeyValueStore<Bytes, byte[]> store, Header header, WorkflowFilter filter,
            List<WorkflowView> found) {
        if (filter.status() != null && !filter.status().equals(header.state().name())) {
            return;
        }
        var view = views.brief(store, header);
        if (isWanted(filter.name(), view.name())
                && (filter.tag() == null || view.tags().contains(filter.tag()))) {
            found.add(view);
        }
    }

    private static boolean isWanted(@Nullable String wanted, String found) {
        return wanted == null || wanted.equals(found);
    }

    /// Says where a page ended.
    private static final class Cursor {
        private Cursor() {}

        static String after(String id) {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(id.getBytes(StandardCharsets.US_ASCII));
        }

        /// @throws IllegalArgumentException if the text is no cursor
        static WorkflowId read(String cursor) {
            return new WorkflowId(
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
        }
    }
}
