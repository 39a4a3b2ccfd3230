package dev.muster.common.expression;

import dev.muster.common.Json;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Cuts a value out of a JSON document's text without building anything of the rest.
final class Cut {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Cut() {}

    static Json out(Json document, List<Path.Step> steps) throws FailedEvaluation {
        try (var parser = parser(document)) {
            parser.nextToken();
            for (var step : steps) {
                switch (step) {
                    case Path.Step.Field(var name) -> toField(parser, name);
                    case Path.Step.Index(var index) -> toItem(parser, index);
                }
            }
            return current(parser, document);
        } catch (JacksonException e) {
            throw new FailedEvaluation("the document it reads is not JSON");
        }
    }

    /// The value at the parser, as it stands in the document; the parser is left at its last token.
    static Json current(JsonParser parser, Json document) {
        var start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return new Json(document.text().substring(start, (int) parser.currentLocation().getCharOffset()));
    }

    static JsonParser parser(Json document) {
        return FACTORY.createParser(ObjectReadContext.empty(), document.text());
    }

    private static void toField(JsonParser parser, String name) throws FailedEvaluation {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new FailedEvaluation("field '" + name + "' is asked of something that is not an object");
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var found = parser.currentName().equals(name);
            parser.nextToken();
            if (found) {
                return;
            }
            parser.skipChildren();
        }
        throw new FailedEvaluation("there is no field '" + name + "'");
    }

    private static void toItem(JsonParser parser, int index) throws FailedEvaluation {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new FailedEvaluation("item " + index + " is asked of something that is not a list");
        }
        for (var at = 0; parser.nextToken() != JsonToken.END_ARRAY; at++) {
            if (at == index) {
                return;
            }
            parser.skipChildren();
        }
        throw new FailedEvaluation("the list has no item " + index);
    }
}
