package dev.muster.coordinator.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What one OpenAPI document takes away from the clients of another: what they send would be refused, or what they read would
/// not be there. Strict: what it does not know to be harmless is a change. Used by one thread.
final class OpenApiChanges {
    private static final Set<String> TOLD_TO_PEOPLE = Set.of("description", "summary", "title", "example",
            "examples",
            "default");

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> changes = new ArrayList<>();
    private final Set<String> compared = new HashSet<>();

    /// Whether a schema is of what clients send, which may get wider, or of what they read, which may get narrower.
    private enum Way {
        SENT, READ
    }

    private OpenApiChanges(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    /// @return each change that breaks a client, and where; empty if none does
    static List<String> breaking(JsonNode before, JsonNode after) {
        var changes = new OpenApiChanges(before, after);
        for (var path : before.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                changes.operation(operation.getKey() + " " + path.getKey(), operation.getValue(),
                        after.path("paths").path(path.getKey()).path(operation.getKey()));
            }
        }
        return List.copyOf(changes.changes);
    }

    private void operation(String at, JsonNode was, JsonNode is) {
        if (is.isMissingNode()) {
            changes.add(at + " is gone");
            return;
        }
        same(at + " security", was.path("security"), is.path("security"));
        parameters(at, was.path("parameters"), is.path("parameters"));
        if (was.path("requestBody").isMissingNode() && is.at("/requestBody/required").asBoolean(false)) {
            changes.add(at + " needs a body");
        } else {
            if (!was.at("/requestBody/required").asBoolean(false)
                    && is.at("/requestBody/required").asBoolean(false)) {
                changes.add(at + " body is required");
            }
            content(at + " body", was.at("/requestBody/content"), is.at("/requestBody/content"), Way.SENT);
        }
        for (var response : was.path("responses").properties()) {
            var here = at + " " + response.getKey();
            var other = is.path("responses").path(response.getKey());
            if (other.isMissingNode()) {
                changes.add(here + " is gone");
                continue;
            }
            var wasAnswer = resolved(before, response.getValue());
            var isAnswer = resolved(after, other);
            wasAnswer.path("headers").propertyNames().stream()
                    .filter(header -> !isAnswer.path("headers").has(header))
                    .forEach(header -> changes.add(here + " header " + header + " is gone"));
            content(here, wasAnswer.path("content"), isAnswer.path("content"), Way.READ);
        }
    }

    private void parameters(String at, JsonNode was, JsonNode is) {
        for (var parameter : is) {
            var old = named(was, parameter);
            if (parameter.path("required").asBoolean(false) && !old.path("required").asBoolean(false)) {
                changes.add(at + " needs the parameter " + parameter.path("name").asString());
            }
        }
        for (var parameter : was) {
            var here = at + " parameter " + parameter.path("name").asString();
            var other = named(is, parameter);
            if (other.isMissingNode()) {
                changes.add(here + " is gone");
            } else {
                schema(here, parameter.path("schema"), other.path("schema"), Way.SENT);
            }
        }
    }

    private static JsonNode named(JsonNode parameters, JsonNode wanted) {
        return parameters.valueStream()
                .filter(one -> one.path("name").equals(wanted.path("name"))
                        && one.path("in").equals(wanted.path("in")))
                .findFirst().orElseGet(() -> parameters.path("missing"));
    }

    private void content(String at, JsonNode was, JsonNode is, Way way) {
        for (var type : was.properties()) {
            if (is.has(type.getKey())) {
                schema(at + " " + type.getKey(), type.getValue().path("schema"),
                        is.path(type.getKey()).path("schema"), way);
            } else {
                changes.add(at + " " + type.getKey() + " is gone");
            }
        }
    }

    private void schema(String at, JsonNode wasOrReference, JsonNode isOrReference, Way way) {
        var reference = wasOrReference.path("$ref").asString("") + isOrReference.path("$ref").asString("");
        if (!reference.isEmpty() && !compared.add(way + reference)) {
            return;
        }
        var was = resolved(before, wasOrReference);
        var is = resolved(after, isOrReference);
        types(at, was, is, way);
        values(at, was, is, way);
        properties(at, was, is, way);
        if (was.has("items") || is.has("items")) {
            schema(at + "[]", was.path("items"), is.path("items"), way);
        }
        if (was.path("additionalProperties").isObject() && is.path("additionalProperties").isObject()) {
            schema(at + "{}", was.path("additionalProperties"), is.path("additionalProperties"), way);
        } else {
            same(at + " additionalProperties", was.path("additionalProperties"),
                    is.path("additionalProperties"));
        }
        var known = Set.of("$ref", "type", "enum", "properties", "required", "items", "additionalProperties");
        Stream.concat(was.propertyNames().stream(), is.propertyNames().stream()).distinct()
                .filter(word -> !known.contains(word) && !TOLD_TO_PEOPLE.contains(word))
                .forEach(word -> same(at + " " + word, was.path(word), is.path(word)));
    }

    private void types(String at, JsonNode was, JsonNode is, Way way) {
        var old = texts(was.path("type"));
        var now = texts(is.path("type"));
        var gone = missing(old, now);
        var come = missing(now, old);
        var isAnyBefore = old.isEmpty();
        var isAnyNow = now.isEmpty();
        if (way == Way.SENT
                ? !isAnyNow && (isAnyBefore || !gone.isEmpty())
                : !isAnyBefore && (isAnyNow || !come.isEmpty())) {
            changes.add(at + " is " + (isAnyNow ? "anything" : now) + ", was "
                    + (isAnyBefore ? "anything" : old));
        }
    }

    /// A value that is gone breaks who sends it, and who waits for it; one that is new breaks who reads it and knows it not.
    private void values(String at, JsonNode was, JsonNode is, Way way) {
        var old = texts(was.path("enum"));
        var now = texts(is.path("enum"));
        missing(old, now).stream().filter(value -> !now.isEmpty())
                .forEach(value -> changes.add(at + " value " + value + " is gone"));
        if (way == Way.SENT && old.isEmpty() && !now.isEmpty()) {
            changes.add(at + " is no more than one of " + now);
        }
        if (way == Way.READ && !old.isEmpty()) {
            missing(now, old).forEach(value -> changes.add(at + " value " + value + " is new"));
            if (now.isEmpty()) {
                changes.add(at + " is no longer one of " + old);
            }
        }
    }

    private void properties(String at, JsonNode was, JsonNode is, Way way) {
        for (var property : was.path("properties").properties()) {
            var here = at + "/" + property.getKey();
            if (is.path("properties").has(property.getKey())) {
                schema(here, property.getValue(), is.path("properties").path(property.getKey()), way);
            } else {
                changes.add(here + " is gone");
            }
        }
        var old = texts(was.path("required"));
        var now = texts(is.path("required"));
        if (way == Way.SENT) {
            missing(now, old).forEach(name -> changes.add(at + "/" + name + " is required"));
        } else {
            missing(old, now).forEach(name -> changes.add(at + "/" + name + " may be absent"));
        }
    }

    private void same(String at, JsonNode was, JsonNode is) {
        if (!was.equals(is)) {
            changes.add(at + " is " + (is.isMissingNode() ? "gone" : is) + ", was "
                    + (was.isMissingNode() ? "not there" : was));
        }
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        var reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private static Set<String> texts(JsonNode node) {
        var texts = new TreeSet<String>();
        if (node.isArray()) {
            node.forEach(one -> texts.add(one.asString("null")));
        } else if (!node.isMissingNode()) {
            texts.add(node.asString(""));
        }
        return texts;
    }

    private static Set<String> missing(Set<String> wanted, Set<String> there) {
        var missing = new TreeSet<>(wanted);
        missing.removeAll(there);
        return missing;
    }
}
