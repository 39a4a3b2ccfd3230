package dev.muster.coordinator.streams;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows of one kind while one input is processed: read once, changed here, written once. Has one owner.
final class WriteBack<K, V> {
    private final Function<K, @Nullable V> source;
    private final Map<K, Cell<V>> cells = new LinkedHashMap<>();

    WriteBack(Function<K, @Nullable V> source) {
        this.source = source;
    }

    @Nullable
    V get(K key) {
        return cell(key).value;
    }

    /// @param value null to remove the row
    void put(K key, @Nullable V value) {
        var cell = cells.computeIfAbsent(key, absent -> new Cell<>(null, value != null));
        cell.value = value;
        cell.isChanged = true;
    }

    /// Gives what changed to the target, in the order of its first mention. To be called once.
    void flush(BiConsumer<K, @Nullable V> target) {
        cells.forEach((key, cell) -> {
            // A place in the queue, the only kind of row that is ever removed, is never used again: one that
            // came and went within this input was never stored.
            if (cell.isChanged && !(cell.isBornHere && cell.value == null)) {
                target.accept(key, cell.value);
            }
        });
    }

    private Cell<V> cell(K key) {
        return cells.computeIfAbsent(key, absent -> new Cell<>(source.apply(absent), false));
    }

    private static final class Cell<V> {
        private @Nullable V value;
        private boolean isChanged;
        private final boolean isBornHere;

        Cell(@Nullable V value, boolean isBornHere) {
            this.value = value;
            this.isBornHere = isBornHere;
        }
    }
}
