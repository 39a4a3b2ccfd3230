package dev.muster.coordinator.http;

import dev.muster.common.wire.WireFormat;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// How the API reads and writes JSON: opaque values raw, instants in ISO 8601, numbers with every digit, and no field
/// twice.
final class ApiJson {
    static final JsonMapper MAPPER = WireFormat.MAPPER.rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ApiJson() {}
}
