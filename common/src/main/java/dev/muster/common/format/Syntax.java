package dev.muster.common.format;

/// What a definition is written in.
public enum Syntax {
    JSON, YAML;

    /// The syntax that a text seems to be in: JSON if it starts with a brace or a bracket.
    public static Syntax of(String text) {
        var start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[") ? JSON : YAML;
    }
}
