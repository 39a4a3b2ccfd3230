package dev.muster.common.expression;

import dev.muster.common.Json;
import java.util.List;

/// A JSON value with expressions in its strings: raw pieces of its text, and holes between them. Thread-safe.
record Template(List<Segment> segments) {
    Template {
        segments = List.copyOf(segments);
    }

    /// A piece of the text.
    sealed interface Segment {
        /// @param text part of a JSON text, as it is
        record Raw(String text) implements Segment {}

        /// A string that is one expression, and becomes its value.
        record Whole(Site site) implements Segment {}

        /// A string with expressions in it, which stays a string.
        record Joined(List<Piece> pieces) implements Segment {
            public Joined {
                pieces = List.copyOf(pieces);
            }
        }
    }

    /// A piece of a string.
    sealed interface Piece {
        record Literal(String text) implements Piece {}

        record Hole(Site site) implements Piece {}
    }

    static Template constant(Json json) {
        return new Template(List.of(new Segment.Raw(json.text())));
    }

    Json resolved(Values values) throws FailedEvaluation {
        if (segments.size() == 1) {
            return switch (segments.getFirst()) {
                case Segment.Raw(var text) -> new Json(text);
                case Segment.Whole(var site) -> site.json(values);
                case Segment.Joined joined -> new Json(quoted(joined, values));
            };
        }
        var out = new StringBuilder();
        for (var segment : segments) {
            switch (segment) {
                case Segment.Raw(var text) -> out.append(text);
                case Segment.Whole(var site) -> out.append(site.json(values).text());
                case Segment.Joined joined -> out.append(quoted(joined, values));
            }
        }
        return new Json(out.toString());
    }

    private static String quoted(Segment.Joined joined, Values values) throws FailedEvaluation {
        var string = new StringBuilder();
        for (var piece : joined.pieces()) {
            string.append(switch (piece) {
                case Piece.Literal(var text) -> text;
                case Piece.Hole(var site) -> site.spliced(values);
            });
        }
        var quoted = new StringBuilder();
        JsonText.quote(quoted, string.toString());
        return quoted.toString();
    }
}
