package dev.muster.coordinator.http;

import dev.muster.common.Json;
import dev.muster.common.error.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The fields of a request's body, read one by one; remembers every fault, so that all are told at once.
/// An absent field and one that is `null` are the same. Owned by the thread that serves the request.
final class Fields {
    private final JsonNode object;
    private final List<Fault> faults = new ArrayList<>();

    /// @throws RefusedException if the body is not an object
    Fields(JsonNode body, List<String> known) {
        if (!body.isObject()) {
            throw RefusedException.invalid("", "expected an object");
        }
        object = body;
        for (var name : body.propertyNames()) {
            if (!known.contains(name)) {
                fault("/" + escaped(name), "unknown field, expected one of " + String.join(", ", known));
            }
        }
    }

    void fault(String path, String message) {
        faults.add(new Fault(path, message));
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    @Nullable
    String text(String name) {
        return read(name, JsonNode::isString, JsonNode::stringValue, "expected a text");
    }

    /// A text that has to have a form, such as an id.
    <T> @Nullable T parsed(String name, Function<String, T> parser) {
        var text = text(name);
        try {
            return text == null ? null : parser.apply(text);
        } catch (IllegalArgumentException e) {
            fault("/" + name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    @Nullable
    Integer positive(String name) {
        return read(name, node -> node.isInt() && node.intValue() > 0, JsonNode::intValue,
                "expected a whole number above 0");
    }

    boolean flag(String name) {
        var value = read(name, JsonNode::isBoolean, JsonNode::booleanValue, "expected true or false");
        return value != null && value;
    }

    @Nullable
    Json json(String name) {
        return read(name, node -> true, node -> new Json(ApiJson.MAPPER.writeValueAsString(node)), "");
    }

    @Nullable
    Json object(String name) {
        return read(name, JsonNode::isObject, node -> new Json(ApiJson.MAPPER.writeValueAsString(node)),
                "expected an object");
    }

    List<String> texts(String name) {
        var values = new ArrayList<String>();
        var list = read(name, JsonNode::isArray, node -> node, "expected a list of texts");
        for (var i = 0; list != null && i < list.size(); i++) {
            if (list.get(i).isString()) {
                values.add(list.get(i).stringValue());
            } else {
                fault("/" + name + "/" + i, "expected a text");
            }
        }
        return values;
    }

    /// @throws RefusedException with every fault found, if there is one
    void check() {
        if (!faults.isEmpty()) {
            throw RefusedException.invalid(faults);
        }
    }

    private <T> @Nullable T read(String name, java.util.function.Predicate<JsonNode> form,
            Function<JsonNode, T> reader, String expected) {
        var node = object.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!form.test(node)) {
            fault("/" + name, expected);
            return null;
        }
        return reader.apply(node);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
