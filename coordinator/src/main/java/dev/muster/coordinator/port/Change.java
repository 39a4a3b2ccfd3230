package dev.muster.coordinator.port;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What becomes of one setting.
public sealed interface Change<T> {
    /// @param before null if nothing was set
    /// @return null if nothing is set from now on
    @Nullable
    T after(@Nullable T before);

    /// It stays as it is.
    record Kept<T>() implements Change<T> {
        @Override
        public @Nullable T after(@Nullable T before) {
            return before;
        }
    }

    record Removed<T>() implements Change<T> {
        @Override
        public @Nullable T after(@Nullable T before) {
            return null;
        }
    }

    record Put<T>(T value) implements Change<T> {
        public Put {
            Objects.requireNonNull(value);
        }

        @Override
        public T after(@Nullable T before) {
            return value;
        }
    }
}
