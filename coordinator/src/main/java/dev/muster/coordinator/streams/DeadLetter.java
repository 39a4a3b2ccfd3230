package dev.muster.coordinator.streams;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// What could not be read or accepted: the bytes as they came, with where they came from and why they stay here.
record DeadLetter(String reason, String topic, int partition, long offset) {
    static DeadLetter of(RecordMetadata record, String reason) {
        return new DeadLetter(reason, record.topic(), record.partition(), record.offset());
    }

    Headers headers() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("reason", reason);
        values.put("topic", topic);
        values.put("partition", Integer.toString(partition));
        values.put("offset", Long.toString(offset));
        return CloudEvent.headers(values);
    }
}
