package dev.muster.common.wire;

import dev.muster.common.Json;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// Carries [Json] through Jackson as it is: its text is written raw, and read back without a tree in between and
/// with every digit of its numbers.
final class JsonModule extends SimpleModule {
    private static final JsonFactory FACTORY = new JsonFactory();

    JsonModule() {
        super("muster-json");
        addSerializer(Json.class, new RawWriter());
        addDeserializer(Json.class, new RawReader());
    }

    private static final class RawWriter extends StdSerializer<Json> {
        RawWriter() {
            super(Json.class);
        }

        @Override
        public void serialize(Json value, JsonGenerator generator, SerializationContext context) {
            generator.writeRawValue(value.text());
        }
    }

    private static final class RawReader extends StdDeserializer<Json> {
        RawReader() {
            super(Json.class);
        }

        @Override
        public Json deserialize(JsonParser parser, DeserializationContext context) {
            var text = new StringWriter();
            try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
                copy(parser, generator);
            }
            return new Json(text.toString());
        }

        /// Token by token, because Jackson's own copy writes `1e400` as `1E+400`, and `-0` as `0`.
        private static void copy(JsonParser parser, JsonGenerator generator) {
            var depth = 0;
            for (var token = parser.currentToken(); token != null; token = depth == 0
                    ? null
                    : parser.nextToken()) {
                if (token.isNumeric()) {
                    generator.writeNumber(parser.getString());
                } else {
                    generator.copyCurrentEvent(parser);
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }

        @Override
        public Json getNullValue(DeserializationContext context) {
            return Json.NULL;
        }
    }
}
