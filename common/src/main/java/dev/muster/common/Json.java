package dev.muster.common;

import java.util.Objects;

/// A JSON value as its text, carried through without being parsed.
///
/// Whoever makes one vouches that `text` is exactly one well-formed JSON value; nothing here checks it again.
/// Two values are equal when their texts are.
public record Json(String text) {
    public static final Json NULL = new Json("null");
    public static final Json EMPTY_OBJECT = new Json("{}");

    public Json {
        Objects.requireNonNull(text);
    }

    public boolean isNull() {
        return text.equals("null");
    }

    @Override
    public String toString() {
        return text;
    }
}
