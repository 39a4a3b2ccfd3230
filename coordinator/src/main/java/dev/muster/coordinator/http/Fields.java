package dev.muster.coordinator.http;

import dev.muster.common.Json;
import dev.muster.common.error.Fault;
import dev.muster.common.wire.AgentSettings;
import dev.muster.coordinator.port.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The fields of a request's body, read one by one; remembers every fault, so that all are told at once.
/// An absent field and one that is `null` are the same, but for a [#change]. Owned by the thread that serves the request.
final class Fields {
    static final String AMOUNT = "expected a number from " + AgentSettings.AMOUNTS;

    private final JsonNode object;
    private final String at;
    private final List<Fault> faults;

    /// @throws RefusedException if the body is not an object
    Fields(JsonNode body, List<String> known) {
        this(body, "", new ArrayList<>(), known);
    }

    private Fields(JsonNode object, String at, List<Fault> faults, @Nullable List<String> known) {
        if (!object.isObject()) {
            throw RefusedException.invalid("", "expected an object");
        }
        this.object = object;
        this.at = at;
        this.faults = faults;
        for (var name : object.propertyNames()) {
            if (known != null && !known.contains(name)) {
                faultOf(name, "unknown field, expected one of " + String.join(", ", known));
            }
        }
    }

    /// The fields of an object within this one, whose faults are told with those of this one.
    /// @param known any if null
    @Nullable
    Fields nested(String name, @Nullable List<String> known) {
        var node = read(name, JsonNode::isObject, found -> found, "expected an object");
        return node == null ? null : new Fields(node, path(name), faults, known);
    }

    Collection<String> names() {
        return object.propertyNames();
    }

    void fault(String path, String message) {
        faults.add(new Fault(path, message));
    }

    void faultOf(String name, String message) {
        fault(path(name), message);
    }

    /// Remembers what the check says against a value.
    void attempt(String path, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            fault(path, String.valueOf(e.getMessage()));
        }
    }

    /// What becomes of a setting: it is kept if the field is absent, and removed if it is `null`.
    /// @param value of the field
    <T> Change<T> change(String name, @Nullable T value) {
        if (!object.has(name)) {
            return new Change.Kept<>();
        }
        return value == null ? new Change.Removed<>() : new Change.Put<>(value);
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
            faultOf(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    @Nullable
    Integer positive(String name) {
        return read(name, node -> node.isInt() && node.intValue() > 0, JsonNode::intValue,
                "expected a whole number above 0");
    }

    @Nullable
    Integer notNegative(String name) {
        return read(name, node -> node.isInt() && node.intValue() >= 0, JsonNode::intValue,
                "expected a whole number of 0 or more");
    }

    /// A number above zero, such as a rate.
    @Nullable
    Double amount(String name) {
        return read(name,
                node -> node.isNumber() && AgentSettings.isAmount(node.doubleValue()),
                JsonNode::doubleValue, AMOUNT);
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
                fault(path(name) + "/" + i, "expected a text");
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
            faultOf(name, expected);
            return null;
        }
        return reader.apply(node);
    }

    private String path(String name) {
        return at + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
