package dev.muster.coordinator.streams;

import dev.muster.coordinator.core.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of an event's data, in order; those that are null are left out. Has one owner.
final class EventData {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    static EventData none() {
        return new EventData();
    }

    static EventData of(String name, @Nullable Object value) {
        return none().and(name, value);
    }

    EventData and(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }

    EventData andAll(EventData others) {
        fields.putAll(others.fields);
        return this;
    }

    EventData and(@Nullable Failure failure) {
        return failure == null
                ? this
                : and("error", Map.of("code", failure.code(), "message", failure.message()));
    }

    Map<String, Object> fields() {
        return fields;
    }
}
