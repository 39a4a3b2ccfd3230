package dev.muster.coordinator.streams;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// A store as a processor sees it: what was committed, and its own changes since. They reach what is committed by
/// [#commit] alone, as by a changelog. Has one owner.
final class SimulatedStore<K extends Comparable<K>> implements KeyValueStore<K, byte[]> {
    private final String name;
    private final NavigableMap<K, byte[]> committed;
    private final TreeMap<K, byte[]> own;
    private final Map<K, byte @Nullable []> changes = new LinkedHashMap<>();

    SimulatedStore(String name, NavigableMap<K, byte[]> committed) {
        this.name = name;
        this.committed = committed;
        this.own = new TreeMap<>(committed);
    }

    void commit() {
        changes.forEach((key, value) -> {
            if (value == null) {
                committed.remove(key);
            } else {
                committed.put(key, value);
            }
        });
        changes.clear();
    }

    @Nullable
    K firstKey() {
        return own.isEmpty() ? null : own.firstKey();
    }

    @Override
    public void put(K key, byte @Nullable [] value) {
        changes.put(key, value);
        if (value == null) {
            own.remove(key);
        } else {
            own.put(key, value);
        }
    }

    @Override
    public byte @Nullable [] putIfAbsent(K key, byte[] value) {
        var before = own.get(key);
        if (before == null) {
            put(key, value);
        }
        return before;
    }

    @Override
    public void putAll(List<KeyValue<K, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte @Nullable [] delete(K key) {
        var before = own.get(key);
        put(key, null);
        return before;
    }

    @Override
    public byte @Nullable [] get(K key) {
        return own.get(key);
    }

    @Override
    public KeyValueIterator<K, byte[]> range(@Nullable K from, @Nullable K to) {
        var above = from == null ? own : own.tailMap(from, true);
        return new Rows<>(to == null ? above : above.headMap(to, true));
    }

    @Override
    public KeyValueIterator<K, byte[]> reverseRange(@Nullable K from, @Nullable K to) {
        var above = from == null ? own : own.tailMap(from, true);
        return new Rows<>((to == null ? above : above.headMap(to, true)).descendingMap());
    }

    @Override
    public KeyValueIterator<K, byte[]> all() {
        return new Rows<>(own);
    }

    @Override
    public long approximateNumEntries() {
        return own.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        throw new IllegalStateException("there is no Kafka Streams here");
    }

    @Override
    public void close() {
        // It is nowhere but in memory.
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /// As they were when they were asked for.
    private static final class Rows<K> implements KeyValueIterator<K, byte[]> {
        private final List<Map.Entry<K, byte[]>> rows;
        private int next;

        Rows(Map<K, byte[]> rows) {
            this.rows = new ArrayList<>(rows.entrySet());
        }

        @Override
        public boolean hasNext() {
            return next < rows.size();
        }

        @Override
        public KeyValue<K, byte[]> next() {
            var row = rows.get(next++);
            return new KeyValue<>(row.getKey(), row.getValue());
        }

        @Override
        public K peekNextKey() {
            return rows.get(next).getKey();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
