package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// A lifecycle event as a CloudEvent 1.0 in Kafka's binary mode: the attributes are headers, the data is the value.
/// @param command id of the command that caused it, if one did: the extension attribute `command`
record CloudEvent(String id, String type, String subject, Instant time, @Nullable String command,
        Json data) {
    static final String ID = "ce_id";
    static final String TYPE = "ce_type";
    static final String SUBJECT = "ce_subject";
    static final String TIME = "ce_time";
    static final String SOURCE = "ce_source";
    static final String COMMAND = "ce_command";

    private static final String SPEC_VERSION = "1.0";
    private static final String SOURCE_VALUE = "/muster/coordinator";

    Headers headers() {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("ce_specversion", SPEC_VERSION);
        attributes.put(ID, id);
        attributes.put(SOURCE, SOURCE_VALUE);
        attributes.put(TYPE, type);
        attributes.put(TIME, time.toString());
        attributes.put(SUBJECT, subject);
        if (command != null) {
            attributes.put(COMMAND, command);
        }
        attributes.put("content-type", "application/json");
        return headers(attributes);
    }

    static Headers headers(Map<String, String> values) {
        var headers = new RecordHeaders();
        values.forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
