package dev.muster.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// Turns wire records into bytes and back. Unknown fields are passed over; an unknown version or variant, a missing
/// field and anything that is not JSON are refused.
///
/// Thread-safe.
public final class WireFormat {
    /// The mapper behind it, which also carries [dev.muster.common.Json] in other people's records.
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JsonModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    /// Takes values as they are: a number in place of a string, say, is refused and not turned into one.
    private static final JsonMapper STRICT = MAPPER.rebuild()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .withCoercionConfig(LogicalType.Textual, config -> config.setCoercion(CoercionInputShape.Integer,
                    CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private WireFormat() {}

    public static byte[] bytes(WireRecord value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /// @throws UnreadableRecordException if the bytes are not a record of this type in a known version
    public static <T extends WireRecord> T read(Class<T> type, byte[] bytes)
            throws UnreadableRecordException {
        try {
            checkVersion(bytes);
            return STRICT.readValue(bytes, type);
        } catch (JacksonException e) {
            throw new UnreadableRecordException(Unreadable.reason(e, type));
        }
    }

    private static void checkVersion(byte[] bytes) throws UnreadableRecordException {
        try (var parser = STRICT.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableRecordException("expected a JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var isVersion = parser.currentName().equals("v");
                var value = parser.nextToken();
                if (isVersion && value == JsonToken.VALUE_NUMBER_INT
                        && parser.getString().equals(String.valueOf(WireRecord.VERSION))) {
                    return;
                }
                if (isVersion) {
                    break;
                }
                parser.skipChildren();
            }
        }
        throw new UnreadableRecordException("expected version " + WireRecord.VERSION + " in field v");
    }
}
