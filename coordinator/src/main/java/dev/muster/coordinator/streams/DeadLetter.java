package dev.muster.coordinator.streams;

import dev.muster.coordinator.port.DeadLetterView;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// What could not be read or accepted: the bytes as they came, with where they came from and why they stay here.
record DeadLetter(String reason, String topic, int partition, long offset) {
    private static final String REASON = "reason";
    private static final String TOPIC = "topic";
    private static final String PARTITION = "partition";
    private static final String OFFSET = "offset";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    static DeadLetter of(RecordMetadata record, String reason) {
        return new DeadLetter(reason, record.topic(), record.partition(), record.offset());
    }

    Headers headers() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(REASON, reason);
        values.put(TOPIC, topic);
        values.put(PARTITION, Integer.toString(partition));
        values.put(OFFSET, Long.toString(offset));
        return CloudEvent.headers(values);
    }

    /// Why a letter is one, as its headers say.
    static String reason(Headers headers) {
        var reason = text(headers, REASON);
        return reason == null ? "nobody said why" : reason;
    }

    /// Where a letter comes from, as its headers say; null if they don't.
    static DeadLetterView.@Nullable From from(Headers headers) {
        var topic = text(headers, TOPIC);
        var partition = number(headers, PARTITION);
        var offset = number(headers, OFFSET);
        return topic == null || partition == null || offset == null || partition > Integer.MAX_VALUE
                ? null
                : new DeadLetterView.From(topic, partition.intValue(), offset);
    }

    static @Nullable String text(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    static @Nullable Long number(Headers headers, String name) {
        var text = text(headers, name);
        return text != null && NUMBER.matcher(text).matches() ? (Long) Long.parseLong(text) : null;
    }
}
