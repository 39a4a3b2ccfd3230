package dev.muster.coordinator.http;

import dev.muster.coordinator.port.Problem;
import java.util.Map;

/// What is sent back, whole.
record Answer(int status, String mediaType, String body, Map<String, String> headers) implements Reply {
    static final String JSON = "application/json";

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer ok(Object value) {
        return json(200, value);
    }

    static Answer json(int status, Object value) {
        return new Answer(status, JSON, ApiJson.MAPPER.writeValueAsString(value), Map.of());
    }

    static Answer created(String location, Object value) {
        return new Answer(201, JSON, ApiJson.MAPPER.writeValueAsString(value), Map.of("Location", location));
    }

    static Answer of(Problem problem, Map<String, String> headers) {
        return new Answer(problem.status(), Problem.MEDIA_TYPE, ApiJson.MAPPER.writeValueAsString(problem),
                headers);
    }
}
