package dev.muster.common.format;

import dev.muster.common.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Reads the schema of an input: a JSON Schema as it is, or the short form that names each field with its type.
///
/// An object is a JSON Schema if it says which `type` it describes, has an `enum` or a `const`, or a field that begins
/// with `$`. Anything else is the short form: `{brand: string, count: integer?, tags: [string], owner: {name: string}}`,
/// where a `?` behind a type makes the field optional, and fields that are not named are not allowed.
final class SchemaReader {
    private static final List<String> TYPES = List.of("string", "integer", "number", "boolean", "object",
            "array",
            "null");
    private static final String ANY = "any";

    private final Faults faults;

    SchemaReader(Faults faults) {
        this.faults = faults;
    }

    /// @return null if it is not a schema in either form, which is then among the faults
    @Nullable
    Json schema(Node node, Pointer at) {
        var before = faults.count();
        var schema = expanded(node, at);
        if (faults.count() == before) {
            InputSchema.of(schema.json()).schemaFaults(at).forEach(faults::add);
        }
        return faults.count() == before ? schema.json() : null;
    }

    /// Other drafts would be checked by rules that differ in ways nobody sees.
    private void checkDraft(Node.Fields object, Pointer at) {
        if (object.values().get("$schema") instanceof Node.Text(var draft)
                && !draft.equals(SchemaLanguage.DRAFT)) {
            faults.add(at.to("$schema"), "expected " + SchemaLanguage.DRAFT + ", was another draft");
        }
    }

    private Node expanded(Node node, Pointer at) {
        return switch (node) {
            case Node.Text(var type) -> type(type, at);
            case Node.Items(var values) when values.size() == 1 ->
                new Node.Fields(ordered("type", new Node.Text("array"), "items",
                        expanded(values.getFirst(), at.to(0))));
            case Node.Fields object when isSchema(object) -> {
                checkDraft(object, at);
                yield object;
            }
            case Node.Fields(var values) -> object(values, at);
            case Node.Items _,Node.Num _,Node.Bool _,Node.Null _ -> {
                faults.expected(at, "a type, a list of one type, an object of them or a JSON Schema", node);
                yield Node.Fields.NONE;
            }
        };
    }

    private static boolean isSchema(Node.Fields object) {
        var values = object.values();
        return values.get("enum") instanceof Node.Items || values.containsKey("const")
                || (values.get("type") instanceof Node.Text(var type) && TYPES.contains(type))
                || (values.get("type") instanceof Node.Items(var types) && types.size() > 1)
                || values.keySet().stream().anyMatch(name -> name.startsWith("$"));
    }

    private Node type(String written, Pointer at) {
        var type = withoutMark(written);
        if (type.equals(ANY)) {
            return Node.Fields.NONE;
        }
        if (!TYPES.contains(type)) {
            var known = new ArrayList<>(TYPES);
            known.add(ANY);
            faults.add(at, "unknown type '" + type + "'" + Suggestion.of(type, known) + " Expected one of "
                    + String.join(", ", known) + ", or a JSON Schema with a 'type'");
        }
        return new Node.Fields(ordered("type", new Node.Text(type)));
    }

    private Node object(SequencedMap<String, Node> written, Pointer at) {
        var properties = new LinkedHashMap<String, Node>();
        var required = new ArrayList<Node>();
        written.forEach((name, node) -> {
            properties.put(name, expanded(node, at.to(name)));
            if (!(node instanceof Node.Text(var type) && type.endsWith("?"))) {
                required.add(new Node.Text(name));
            }
        });
        var schema = ordered("type", new Node.Text("object"), "properties", new Node.Fields(properties));
        if (!required.isEmpty()) {
            schema.put("required", new Node.Items(required));
        }
        schema.put("additionalProperties", new Node.Bool(false));
        return new Node.Fields(schema);
    }

    private static SequencedMap<String, Node> ordered(String name, Node value) {
        var fields = new LinkedHashMap<String, Node>();
        fields.put(name, value);
        return fields;
    }

    private static SequencedMap<String, Node> ordered(String name, Node value, String next, Node nextValue) {
        var fields = ordered(name, value);
        fields.put(next, nextValue);
        return fields;
    }

    private static String withoutMark(String type) {
        return type.endsWith("?") ? type.substring(0, type.length() - 1) : type;
    }
}
