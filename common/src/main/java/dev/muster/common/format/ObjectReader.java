package dev.muster.common.format;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the fields of one object. What a field should not hold becomes a fault, and its fallback is read instead, so
/// that the rest is still looked at; a field that is null counts as left out. Used by one thread.
final class ObjectReader {
    private final Node.Fields object;
    private final boolean isObject;
    private final Pointer at;
    private final Faults faults;

    private ObjectReader(Node.@Nullable Fields object, Pointer at, Faults faults) {
        this.object = object == null ? Node.Fields.NONE : object;
        this.isObject = object != null;
        this.at = at;
        this.faults = faults;
    }

    /// @param known the names of all the fields that the object may have; another one is a fault
    static ObjectReader of(Node node, Pointer at, Faults faults, List<String> known) {
        if (!(node instanceof Node.Fields fields)) {
            faults.expected(at, "an object", node);
            return new ObjectReader(null, at, faults);
        }
        for (var name : fields.values().keySet()) {
            if (!known.contains(name)) {
                faults.add(at.to(name), "unknown field '" + name + "'" + Suggestion.of(name, known));
            }
        }
        return new ObjectReader(fields, at, faults);
    }

    Pointer at(String field) {
        return at.to(field);
    }

    @Nullable
    Node node(String field) {
        var node = object.values().get(field);
        return node instanceof Node.Null ? null : node;
    }

    boolean has(String field) {
        return node(field) != null;
    }

    @Nullable
    String text(String field, int longest) {
        var node = node(field);
        if (node == null) {
            return null;
        }
        if (!(node instanceof Node.Text(var value))) {
            faults.expected(at(field), "a string", node);
            return null;
        }
        if (value.length() > longest) {
            faults.add(at(field),
                    "has " + value.length() + " characters, more than the " + longest + " allowed");
            return null;
        }
        return value;
    }

    /// A name that its type checks in its constructor.
    <T> @Nullable T name(String field, Function<String, T> type) {
        var text = text(field, Integer.MAX_VALUE);
        return text == null ? null : named(at(field), text, type);
    }

    /// Reads an object that stands in a field; not to be asked for one that is not there.
    ObjectReader inner(String field, List<String> known) {
        var node = node(field);
        return of(node == null ? Node.Fields.NONE : node, at(field), faults, known);
    }

    /// Says that a field is missing, unless there is no object at all that could have it.
    void missing(String field) {
        if (isObject) {
            faults.add(at, "field '" + field + "' is missing");
        }
    }

    /// As [#name], of a field that must be there.
    <T> @Nullable T requiredName(String field, Function<String, T> type) {
        if (!has(field)) {
            missing(field);
        }
        return name(field, type);
    }

    <T> @Nullable T named(Pointer where, String text, Function<String, T> type) {
        try {
            return type.apply(text);
        } catch (IllegalArgumentException e) {
            faults.add(where, String.valueOf(e.getMessage()));
            return null;
        }
    }

    int whole(String field, int least, int most, int fallback) {
        var node = node(field);
        if (node == null) {
            return fallback;
        }
        var expected = "a whole number from " + least + " to " + most;
        if (!(node instanceof Node.Num(var text))) {
            faults.expected(at(field), expected, node);
            return fallback;
        }
        var isWhole = text.matches("-?[0-9]{1,10}");
        var value = isWhole ? Long.parseLong(text) : 0;
        if (!isWhole || value < least || value > most) {
            faults.add(at(field), "expected " + expected + ", was " + clipped(text));
            return fallback;
        }
        return (int) value;
    }

    double decimal(String field, double least, double most, double fallback) {
        var node = node(field);
        if (node == null) {
            return fallback;
        }
        var expected = "a number from " + plain(least) + " to " + plain(most);
        if (!(node instanceof Node.Num(var text))) {
            faults.expected(at(field), expected, node);
            return fallback;
        }
        var value = Double.parseDouble(text);
        if (value < least || value > most) {
            faults.add(at(field), "expected " + expected + ", was " + clipped(text));
            return fallback;
        }
        return value;
    }

    boolean flag(String field, boolean fallback) {
        var node = node(field);
        if (node == null) {
            return fallback;
        }
        if (!(node instanceof Node.Bool(var value))) {
            faults.expected(at(field), "true or false", node);
            return fallback;
        }
        return value;
    }

    /// @param least the shortest that is allowed
    @Nullable
    Duration duration(String field, Duration least) {
        var node = node(field);
        if (node == null) {
            return null;
        }
        if (!(node instanceof Node.Text(var text))) {
            faults.expected(at(field), Durations.EXPECTED, node);
            return null;
        }
        var duration = Durations.parsed(text);
        if (duration.isEmpty()) {
            faults.add(at(field), "expected " + Durations.EXPECTED + ", was '" + clipped(text) + "'");
            return null;
        }
        if (duration.get().compareTo(least) < 0) {
            faults.add(at(field), "expected at least " + Durations.text(least) + ", was " + clipped(text));
            return null;
        }
        return duration.get();
    }

    /// A list of strings, each of which may stand once.
    SequencedSet<String> texts(String field, int most, int longest) {
        var texts = new LinkedHashSet<String>();
        var items = items(field);
        if (items.size() > most) {
            faults.add(at(field), "has " + items.size() + " items, more than the " + most + " allowed");
        }
        for (var i = 0; i < items.size(); i++) {
            var where = at(field).to(i);
            switch (items.get(i)) {
                case Node.Text(var text) when text.isBlank() ->
                    faults.add(where, "expected a string that is not empty");
                case Node.Text(var text) when text.length() > longest ->
                    faults.add(where,
                            "has " + text.length() + " characters, more than the " + longest + " allowed");
                case Node.Text(var text) when !texts.add(text) ->
                    faults.add(where, "'" + clipped(text) + "' stands here more than once");
                case Node.Text _ -> {
                }
                case Node other -> faults.expected(where, "a string", other);
            }
        }
        return texts;
    }

    List<Node> items(String field) {
        var node = node(field);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof Node.Items(var values))) {
            faults.expected(at(field), "a list", node);
            return List.of();
        }
        return values;
    }

    /// Names with a short text each; numbers and booleans are taken as the text they were written in.
    Map<String, String> labels(String field, int most, int longest) {
        var labels = new LinkedHashMap<String, String>();
        var node = node(field);
        if (node == null) {
            return labels;
        }
        if (!(node instanceof Node.Fields(var values))) {
            faults.expected(at(field), "an object", node);
            return labels;
        }
        if (values.size() > most) {
            faults.add(at(field), "has " + values.size() + " fields, more than the " + most + " allowed");
        }
        values.forEach((name, value) -> {
            var text = label(at(field).to(name), value);
            if (text.length() > longest) {
                faults.add(at(field).to(name),
                        "has " + text.length() + " characters, more than the " + longest + " allowed");
            }
            labels.put(name, text);
        });
        return labels;
    }

    private String label(Pointer where, Node value) {
        return switch (value) {
            case Node.Text(var text) -> text;
            case Node.Num(var text) -> text;
            case Node.Bool(var flag) -> String.valueOf(flag);
            case Node.Null _,Node.Fields _,Node.Items _ -> {
                faults.expected(where, "a string", value);
                yield "";
            }
        };
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private static String clipped(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
