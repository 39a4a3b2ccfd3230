package dev.muster.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

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

    private WireFormat() {}

    public static byte[] bytes(WireRecord value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /// @throws UnreadableRecordException if the bytes are not a record of this type in a known version
    public static <T extends WireRecord> T read(Class<T> type, byte[] bytes)
            throws UnreadableRecordException {
        try {
            checkVersion(bytes);
            return MAPPER.readValue(bytes, type);
        } catch (ValueInstantiationException e) {
            throw new UnreadableRecordException(reasonOf(e));
        } catch (JacksonException e) {
            throw new UnreadableRecordException("expected " + type.getSimpleName() + " in JSON");
        }
    }

    /// The constructors' own words; whatever else fails is not for a reader's eyes.
    private static String reasonOf(ValueInstantiationException failure) {
        return failure.getCause() instanceof IllegalArgumentException refused && refused.getMessage() != null
                ? refused.getMessage()
                : "a field has a value that is not allowed";
    }

    private static void checkVersion(byte[] bytes) throws UnreadableRecordException {
        try (var parser = MAPPER.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableRecordException("expected a JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var isVersion = parser.currentName().equals("v");
                var value = parser.nextToken();
                if (isVersion && value == JsonToken.VALUE_NUMBER_INT
                        && parser.getIntValue() == WireRecord.VERSION) {
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
