package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// A lifecycle event as it was read from the `events` topic.
/// @param command id of the command that caused it; null if none did
record FeedEvent(Place place, String workflow, String type, @Nullable String command, Headers headers,
        Json data) {
    /// Where it stands in the topic.
    record Place(int partition, long offset) {}

    /// Null if the record is none of ours.
    static @Nullable FeedEvent of(ConsumerRecord<@Nullable String, byte @Nullable []> record) {
        var type = header(record.headers(), CloudEvent.TYPE);
        if (record.key() == null || record.value() == null || type == null) {
            return null;
        }
        return new FeedEvent(new Place(record.partition(), record.offset()), record.key(), type,
                header(record.headers(), CloudEvent.COMMAND),
                record.headers(),
                new Json(new String(record.value(), StandardCharsets.UTF_8)));
    }

    /// In CloudEvents' JSON format.
    Json json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        headers.forEach(header -> {
            if (header.key().startsWith("ce_")) {
                fields.put(header.key().substring(3), new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        fields.put("datacontenttype", "application/json");
        fields.put("data", data);
        return new Json(WireFormat.MAPPER.writeValueAsString(fields));
    }

    /// A field of the data, if it is a text.
    @Nullable
    String text(String field) {
        var value = WireFormat.MAPPER.readTree(data.text()).get(field);
        return value == null || !value.isString() ? null : value.stringValue();
    }

    boolean flag(String field) {
        var value = WireFormat.MAPPER.readTree(data.text()).get(field);
        return value != null && value.isBoolean() && value.booleanValue();
    }

    private static @Nullable String header(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
