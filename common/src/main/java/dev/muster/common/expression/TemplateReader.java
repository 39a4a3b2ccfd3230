package dev.muster.common.expression;

import dev.muster.common.Json;
import dev.muster.common.expression.Interpolation.Part;
import dev.muster.common.expression.Template.Piece;
import dev.muster.common.expression.Template.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Compiles a JSON value with expressions in its strings. Names of fields are not looked into. Used once.
final class TemplateReader {
    private final Json json;
    private final ExpressionScope scope;
    private final String path;
    private final List<Segment> segments = new ArrayList<>();
    private int rawFrom;

    TemplateReader(Json json, ExpressionScope scope, String path) {
        this.json = json;
        this.scope = scope;
        this.path = path;
    }

    Template read() {
        if (!Interpolation.isIn(json.text())) {
            return Template.constant(json);
        }
        try (var parser = Cut.parser(json)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && Interpolation.isIn(parser.getString())) {
                    string(parser);
                }
            }
        }
        endRaw(json.text().length());
        return new Template(segments);
    }

    private void string(JsonParser parser) {
        var text = parser.getString();
        var start = (int) parser.currentTokenLocation().getCharOffset();
        var segment = segment(text, path + parser.streamReadContext().pathAsPointer());
        if (segment != null) {
            endRaw(start);
            segments.add(segment);
            rawFrom = (int) parser.currentLocation().getCharOffset();
        }
    }

    private void endRaw(int end) {
        if (end > rawFrom) {
            segments.add(new Segment.Raw(json.text().substring(rawFrom, end)));
        }
    }

    /// @return null if something is wrong with the string, which is then among the faults
    private @Nullable Segment segment(String text, String at) {
        var parts = Interpolation.parts(text);
        var pieces = new ArrayList<Piece>();
        for (var part : parts) {
            switch (part) {
                case Part.Literal(var literal) -> pieces.add(new Piece.Literal(literal));
                case Part.Hole(var expression) -> {
                    var compiled = scope.compiled(expression, at);
                    if (compiled != null) {
                        pieces.add(new Piece.Hole(new Site(compiled, at)));
                    }
                }
                case Part.Unclosed(var column) ->
                    scope.fault(at, "the '${' at column " + column + " has no closing '}'");
            }
        }
        if (pieces.size() < parts.size()) {
            return null;
        }
        return pieces.size() == 1 && pieces.getFirst() instanceof Piece.Hole(var site)
                ? new Segment.Whole(site)
                : new Segment.Joined(pieces);
    }
}
