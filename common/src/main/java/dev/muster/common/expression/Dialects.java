package dev.muster.common.expression;

import dev.muster.common.error.Fault;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is dear to make for the compilation of expressions, kept for the next one. Thread-safe.
public final class Dialects {
    private static final int MOST_KEPT = 10_000;

    private final Map<String, Language> byItemName = new ConcurrentHashMap<>();
    private final Set<String> soundShapes = ConcurrentHashMap.newKeySet();

    /// A compiler for the expressions of one definition.
    /// @param faults takes whatever is wrong with them
    public ExpressionCompiler compiler(TaskReferences references, Consumer<Fault> faults) {
        return new ExpressionCompiler(this, references, faults);
    }

    Language language(@Nullable String as) {
        if (as == null) {
            return Common.LANGUAGE;
        }
        if (byItemName.size() > MOST_KEPT) {
            byItemName.clear();
        }
        return byItemName.computeIfAbsent(as, Common.LANGUAGE::withItem);
    }

    /// Whether the type checker found no fault with an expression of this shape.
    boolean isSound(String shape) {
        return soundShapes.contains(shape);
    }

    void sound(String shape) {
        if (soundShapes.size() > MOST_KEPT) {
            soundShapes.clear();
        }
        soundShapes.add(shape);
    }

    /// Made when the first expression needs it: a definition whose expressions are all plain paths never pays for it.
    private static final class Common {
        static final Language LANGUAGE = Language.ofTasks();
    }
}
