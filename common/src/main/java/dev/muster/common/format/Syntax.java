package dev.muster.common.format;

import dev.muster.common.Json;
import dev.muster.common.error.InvalidDefinitionException;

/// What a definition is written in.
public enum Syntax {
    JSON, YAML;

    /// The syntax that a text seems to be in: JSON if it starts with a brace or a bracket.
    public static Syntax of(String text) {
        var start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[") ? JSON : YAML;
    }

    /// The JSON that a text in this syntax stands for, whatever it says.
    /// @throws dev.muster.common.error.UnreadableDefinitionException if it is not one document in this syntax
    /// @throws InvalidDefinitionException if it has a field twice, or a number that JSON has not
    public Json json(String text) {
        var faults = new Faults();
        var node = Document.read(text, this, faults);
        if (!faults.isEmpty()) {
            throw new InvalidDefinitionException(faults.all());
        }
        return node.json();
    }
}
