package dev.muster.common.wire;

import org.jspecify.annotations.Nullable;

/// The checks of the wire records' constructors.
final class Required {
    private Required() {}

    static void text(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("field " + field + " is missing");
        }
    }

    static void present(String field, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("field " + field + " is missing");
        }
    }

    static void positive(String field, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("field " + field + " must be 1 or more");
        }
    }
}
