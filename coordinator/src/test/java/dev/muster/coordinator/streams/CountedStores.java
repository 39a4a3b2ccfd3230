package dev.muster.coordinator.streams;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// Stores in memory that count what RocksDB would be asked in their place: below the cache of a store that has one. One
/// thread.
final class CountedStores {
    private final Map<String, Long> counts = new TreeMap<>();

    KeyValueBytesStoreSupplier of(String name) {
        var inMemory = Stores.inMemoryKeyValueStore(name);
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String metricsScope() {
                return inMemory.metricsScope();
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return counting(inMemory.get());
            }
        };
    }

    /// What was asked since the last time, such as 3 for `rows.gets`.
    Map<String, Long> taken() {
        var taken = Map.copyOf(counts);
        counts.clear();
        return taken;
    }

    @SuppressWarnings("unchecked")
    private KeyValueStore<Bytes, byte[]> counting(KeyValueStore<Bytes, byte[]> store) {
        InvocationHandler handler = (_, method, arguments) -> {
            var operation = operation(method.getName(), arguments);
            if (operation != null) {
                counts.merge(store.name() + '.' + operation, 1L, Long::sum);
            }
            try {
                return method.invoke(store, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(CountedStores.class.getClassLoader(),
                new Class<?>[]{KeyValueStore.class}, handler);
    }

    private static @Nullable String operation(String method, Object @Nullable [] arguments) {
        return switch (method) {
            case "get" -> "gets";
            case "put" -> arguments != null && arguments[1] == null ? "deletes" : "puts";
            case "putIfAbsent", "putAll" -> "puts";
            case "delete" -> "deletes";
            case "range", "reverseRange", "prefixScan", "all", "reverseAll" -> "scans";
            default -> null;
        };
    }
}
