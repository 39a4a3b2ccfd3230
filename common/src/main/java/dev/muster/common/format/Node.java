package dev.muster.common.format;

import dev.muster.common.Json;
import java.io.StringWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A value of a document, whichever syntax it was written in. Numbers keep their text.
sealed interface Node {
    JsonFactory FACTORY = new JsonFactory();

    record Fields(SequencedMap<String, Node> values) implements Node {
        static final Fields NONE = new Fields(new LinkedHashMap<>());

        public Fields {
            values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        }
    }

    record Items(List<Node> values) implements Node {
        public Items {
            values = List.copyOf(values);
        }
    }

    record Text(String value) implements Node {}

    /// @param text of a number as JSON writes it
    record Num(String text) implements Node {}

    record Bool(boolean value) implements Node {}

    record Null() implements Node {}

    /// What kind of value this is, to say that another was expected.
    default String kind() {
        return switch (this) {
            case Fields _ -> "an object";
            case Items _ -> "a list";
            case Text _ -> "a string";
            case Num _ -> "a number";
            case Bool _ -> "true or false";
            case Null _ -> "null";
        };
    }

    /// This value as compact JSON, its fields in their order.
    default Json json() {
        var text = new StringWriter();
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator);
        }
        return new Json(text.toString());
    }

    /// The depth is bounded by that of the document.
    private void write(JsonGenerator generator) {
        switch (this) {
            case Fields(var values) -> {
                generator.writeStartObject();
                values.forEach((name, value) -> {
                    generator.writeName(name);
                    value.write(generator);
                });
                generator.writeEndObject();
            }
            case Items(var values) -> {
                generator.writeStartArray();
                values.forEach(value -> value.write(generator));
                generator.writeEndArray();
            }
            case Text(var value) -> generator.writeString(value);
            case Num(var number) -> generator.writeNumber(number);
            case Bool(var value) -> generator.writeBoolean(value);
            case Null() -> generator.writeNull();
        }
    }
}
