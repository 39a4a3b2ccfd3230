package dev.muster.common.definition;

import java.util.Objects;

/// The text of one CEL expression, without the `${` and `}` that a definition writes around it.
public record Expression(String text) {
    public Expression {
        Objects.requireNonNull(text);
    }
}
