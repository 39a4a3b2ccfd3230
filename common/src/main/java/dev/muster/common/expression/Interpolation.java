package dev.muster.common.expression;

import java.util.ArrayList;
import java.util.List;

/// Takes a string apart into what stands as it is and the expressions in `${...}`. `$${` stands for `${` itself.
final class Interpolation {
    static final String OPEN = "${";
    private static final String ESCAPED = "$${";

    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;

    private Interpolation(String text) {
        this.text = text;
    }

    /// A piece of the string.
    sealed interface Part {
        record Literal(String text) implements Part {}

        record Hole(String expression) implements Part {}

        /// A `${` that never ends.
        record Unclosed(int column) implements Part {}
    }

    static boolean isIn(String text) {
        return text.contains(OPEN);
    }

    static List<Part> parts(String text) {
        return new Interpolation(text).read();
    }

    private List<Part> read() {
        while (at < text.length()) {
            if (text.startsWith(ESCAPED, at)) {
                literal.append(OPEN);
                at += ESCAPED.length();
            } else if (text.startsWith(OPEN, at)) {
                hole();
            } else {
                literal.append(text.charAt(at++));
            }
        }
        endLiteral();
        return parts;
    }

    private void hole() {
        endLiteral();
        var start = at + OPEN.length();
        var end = end(start);
        parts.add(end < 0 ? new Part.Unclosed(at + 1) : new Part.Hole(text.substring(start, end)));
        at = end < 0 ? text.length() : end + 1;
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            parts.add(new Part.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    /// The closing brace of the expression from `start`, passing over maps, strings and comments in it; -1 if there
    /// is none.
    private int end(int start) {
        var depth = 0;
        var i = start;
        while (i < text.length()) {
            switch (text.charAt(i)) {
                case '\'', '"', '`' -> i = afterString(start, i);
                case '{' -> {
                    depth++;
                    i++;
                }
                case '}' -> {
                    if (depth-- == 0) {
                        return i;
                    }
                    i++;
                }
                case '/' -> i = text.startsWith("//", i) ? afterLine(i) : i + 1;
                default -> i++;
            }
        }
        return -1;
    }

    private int afterLine(int from) {
        var end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /// CEL's strings may be raw (`r"..."`, where a backslash is just that) and triple-quoted.
    private int afterString(int start, int from) {
        var quote = text.substring(from, from + 1);
        var isRaw = from > start && "rR".indexOf(text.charAt(from - 1)) >= 0;
        var delimiter = text.startsWith(quote.repeat(3), from) ? quote.repeat(3) : quote;
        var i = from + delimiter.length();
        while (i < text.length() && !text.startsWith(delimiter, i)) {
            i += text.charAt(i) == '\\' && !isRaw ? 2 : 1;
        }
        return Math.min(text.length(), i + delimiter.length());
    }
}
