package dev.muster.common.expression;

import dev.cel.common.values.NullValue;
import dev.muster.common.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// JSON as CEL sees it: maps in the order of the text, lists, strings, booleans, null, and numbers, which are int if
/// they are written as whole numbers and fit in 64 bits, and double else.
final class Parsed {
    private Parsed() {}

    static Object of(Json document) throws FailedEvaluation {
        try (var parser = Cut.parser(document)) {
            parser.nextToken();
            return value(parser);
        } catch (JacksonException e) {
            throw new FailedEvaluation("the document it reads is not JSON");
        }
    }

    /// The value at the parser; the depth is bounded by the parser's own limit on nesting.
    private static Object value(JsonParser parser) throws FailedEvaluation {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> NullValue.NULL_VALUE;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new FailedEvaluation("the document it reads is not JSON");
        };
    }

    /// The first of two fields of one name is the one that counts, as it is for a [Path].
    private static Map<String, Object> fields(JsonParser parser) throws FailedEvaluation {
        var fields = new LinkedHashMap<String, Object>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            fields.putIfAbsent(name, value(parser));
        }
        return fields;
    }

    private static List<Object> items(JsonParser parser) throws FailedEvaluation {
        var items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    private static Object whole(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> decimal(parser);
        };
    }

    /// What is beyond the largest double becomes infinite, which only shows if it is what an expression comes to.
    private static double decimal(JsonParser parser) {
        return Double.parseDouble(parser.getString());
    }
}
