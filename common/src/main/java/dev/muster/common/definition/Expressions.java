package dev.muster.common.definition;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evaluates the expressions of one definition, compiled when the definition was read.
///
/// Pure: the same scope gives the same answer, always in bounded time. Thread-safe.
public interface Expressions {
    /// The input of a task, or of a child of a `forEach` task, with every expression replaced by its value.
    Resolved<Json> input(TaskId task, Scope scope);

    /// The input of a task's compensation.
    /// @throws IllegalArgumentException if the task declares no compensation
    Resolved<Json> compensationInput(TaskId task, Scope scope);

    /// Whether a task is to run; true if it declares no condition.
    Resolved<Boolean> condition(TaskId task, Scope scope);

    /// The items of a `forEach` task.
    /// @throws IllegalArgumentException if the task is not a `forEach` task
    Resolved<Items> items(TaskId task, Scope scope);

    /// What expressions may see.
    interface Scope {
        /// The workflow's input.
        Json input();

        /// What a task that this one depends on returned: the list of its children's outputs, in order, for a
        /// `forEach` task; null if it was skipped or failed.
        @Nullable
        Json output(TaskId task);

        /// The item of a child; null where there is none.
        @Nullable
        Json item();
    }

    /// What an expression came to.
    sealed interface Resolved<T> {
        record Value<T>(T value) implements Resolved<T> {}

        /// @param message what failed and in which expression, fit for a user's eyes
        record Failed<T>(String message) implements Resolved<T> {}
    }

    /// What a `forEach` runs over.
    sealed interface Items {
        int size();

        record Listed(List<Json> values) implements Items {
            public Listed {
                values = List.copyOf(values);
            }

            @Override
            public int size() {
                return values.size();
            }
        }

        /// The whole numbers from 0 to size - 1.
        record Range(int size) implements Items {
            public Range {
                if (size < 0) {
                    throw new IllegalArgumentException("a range can't have " + size + " items");
                }
            }
        }
    }
}
