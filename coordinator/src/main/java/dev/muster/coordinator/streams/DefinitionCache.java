package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.format.DefinitionReader;
import dev.muster.coordinator.core.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Compiled definitions by the hash of their text: compiling takes a thousand times as long as a decision. Keeps those
/// used last. Thread-safe; two threads that miss the same one both compile it.
final class DefinitionCache {
    private static final int MOST = 1_000;

    private final DefinitionReader reader = new DefinitionReader();
    private final Map<ContentHash, CompiledDefinition> byHash = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ContentHash, CompiledDefinition> eldest) {
            return size() > MOST;
        }
    };

    /// @throws dev.muster.common.error.MusterException if the text is no valid definition
    CompiledDefinition of(Json text) {
        return of(ContentHash.of(text.text()), () -> text);
    }

    /// @param text asked for only if the definition is not at hand
    CompiledDefinition of(ContentHash hash, Supplier<Json> text) {
        var known = known(hash);
        if (known != null) {
            return known;
        }
        var definition = reader.read(text.get());
        var compiled = new CompiledDefinition(hash, definition,
                Plan.of(definition.workflow(), definition.expressions()));
        synchronized (byHash) {
            byHash.put(hash, compiled);
        }
        return compiled;
    }

    private @Nullable CompiledDefinition known(ContentHash hash) {
        synchronized (byHash) {
            return byHash.get(hash);
        }
    }
}
