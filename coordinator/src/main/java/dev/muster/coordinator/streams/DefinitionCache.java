package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.format.Definition;
import dev.muster.common.format.DefinitionReader;
import dev.muster.common.format.DefinitionWriter;
import dev.muster.common.format.RegisteredActions;
import dev.muster.coordinator.core.Plan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Compiled definitions by the hash of their text: compiling takes a thousand times as long as a decision. Keeps those
/// used last, few if they are large. Thread-safe; two threads that miss the same one both compile it.
final class DefinitionCache {
    private static final int MOST = 1_000;
    /// Of their texts; compiled, they take some times as much.
    private static final long MOST_CHARACTERS = 4_000_000;

    private final DefinitionReader reader = new DefinitionReader();
    private final Recent<ContentHash> byHash = new Recent<>();
    private final Recent<Settlement> settled = new Recent<>();

    /// A definition as it was written, and what its agents' settings add to it.
    private record Settlement(ContentHash written, Map<AgentType, Duration> timeouts) {
        Settlement {
            timeouts = Map.copyOf(timeouts);
        }
    }

    /// @throws dev.muster.common.error.MusterException if the text is no valid definition
    CompiledDefinition of(Json text) {
        return of(ContentHash.of(text.text()), () -> text);
    }

    /// @param text asked for only if the definition is not at hand
    CompiledDefinition of(ContentHash hash, Supplier<Json> text) {
        return compiled(hash, () -> reader.read(text.get()));
    }

    /// A definition that came just now, whose agents may not be registered if it is valid otherwise.
    /// @throws dev.muster.common.error.MusterException if it is not valid, with what is not registered among its faults
    CompiledDefinition of(Json text, RegisteredActions registered) {
        return compiled(ContentHash.of(text.text()), () -> reader.read(text, registered));
    }

    private CompiledDefinition compiled(ContentHash hash, Supplier<Definition> reading) {
        var known = byHash.find(hash);
        if (known != null) {
            return known;
        }
        var definition = reading.get();
        var compiled = new CompiledDefinition(hash, definition,
                Plan.of(definition.workflow(), definition.expressions()));
        byHash.keep(hash, compiled);
        return compiled;
    }

    /// The definition with the usual timeouts of agents stated where it states none: another text, with a hash of its own.
    CompiledDefinition settled(CompiledDefinition written, Map<AgentType, Duration> timeouts) {
        if (timeouts.isEmpty()) {
            return written;
        }
        var settlement = new Settlement(written.hash(), timeouts);
        var known = settled.find(settlement);
        if (known != null) {
            return known;
        }
        // Read again as any coordinator reads what is stored, so that all run the same.
        var compiled = of(DefinitionWriter.json(written.definition().workflow().withTimeouts(timeouts)));
        settled.keep(settlement, compiled);
        return compiled;
    }

    /// How many are kept.
    int size() {
        return byHash.size();
    }

    private static final class Recent<K> {
        private final Map<K, CompiledDefinition> definitions = new LinkedHashMap<>(16, 0.75f, true);
        private long characters;

        synchronized @Nullable CompiledDefinition find(K key) {
            return definitions.get(key);
        }

        synchronized void keep(K key, CompiledDefinition definition) {
            var before = definitions.put(key, definition);
            characters += characters(definition) - (before == null ? 0 : characters(before));
            var eldest = definitions.values().iterator();
            while (definitions.size() > MOST || characters > MOST_CHARACTERS) {
                characters -= characters(eldest.next());
                eldest.remove();
            }
        }

        synchronized int size() {
            return definitions.size();
        }

        private static long characters(CompiledDefinition definition) {
            return definition.definition().json().text().length();
        }
    }
}
