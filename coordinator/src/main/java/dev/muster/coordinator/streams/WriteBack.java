package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows of one kind of one workflow: each read once, changed here, and written when the changes are flushed, once however
/// often it changed. Has one owner.
final class WriteBack<K, V> {
    /// Of a row beside its texts: key, objects and what holds them. Roughly.
    private static final int BYTES = 300;

    private final Function<K, @Nullable V> source;
    private final Map<K, Cell<V>> cells = new LinkedHashMap<>();
    private final Set<K> changed = new LinkedHashSet<>();
    private long weight;

    WriteBack(Function<K, @Nullable V> source) {
        this.source = source;
    }

    @Nullable
    V get(K key) {
        var cell = cells.get(key);
        if (cell == null) {
            cell = new Cell<>(source.apply(key), true);
            cells.put(key, cell);
            weight += weightOf(cell.value);
        }
        return cell.value;
    }

    /// @param value null to remove the row
    void put(K key, @Nullable V value) {
        var cell = cells.get(key);
        if (cell == null) {
            cell = new Cell<>(null, value == null);
            cells.put(key, cell);
        } else {
            weight -= weightOf(cell.value);
        }
        cell.value = value;
        weight += weightOf(value);
        changed.add(key);
    }

    /// Gives what changed since the last time to the target, in the order of its first mention.
    void flush(BiConsumer<K, @Nullable V> target) {
        for (var key : changed) {
            var cell = cells.get(key);
            if (cell != null) {
                flush(key, cell, target);
            }
        }
        changed.clear();
    }

    /// A place in the queue, the only kind of row that is ever removed, is never used again: it is forgotten, and one
    /// that came and went since the last time was never stored.
    private void flush(K key, Cell<V> cell, BiConsumer<K, @Nullable V> target) {
        if (cell.value != null || cell.isStored) {
            target.accept(key, cell.value);
        }
        cell.isStored = true;
        if (cell.value == null) {
            cells.remove(key);
            weight -= weightOf(null);
        }
    }

    /// How many bytes of memory its rows take, roughly.
    long weight() {
        return weight;
    }

    private static long weightOf(@Nullable Object row) {
        return BYTES + switch (row) {
            case Json json -> json.text().length();
            case List<?> items -> items.stream().mapToLong(WriteBack::weightOf).sum();
            case null, default -> 0;
        };
    }

    private static final class Cell<V> {
        private @Nullable V value;
        /// Whether the store may have it.
        private boolean isStored;

        Cell(@Nullable V value, boolean isStored) {
            this.value = value;
            this.isStored = isStored;
        }
    }
}
