package dev.muster.worker.builtin;

import dev.muster.common.Json;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.common.wire.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// What an agent outside the JVM answered.
final class Answer {
    /// More than any report may carry, so that only what could not be reported anyway is refused here.
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private Answer() {}

    /// @return null if there is nothing but white space
    /// @throws TaskExecutionException `invalid_output` if it is not exactly one JSON value
    static @Nullable Json parse(String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            return WireFormat.MAPPER.readValue(text, Json.class);
        } catch (JacksonException e) {
            throw TaskExecutionException.terminal("invalid_output",
                    "the agent's answer is not JSON: expected one JSON value or nothing", e);
        }
    }

    /// @throws TaskExecutionException `output_too_large` if there is more than can be
    static String readBounded(InputStream answer) throws IOException {
        var bytes = answer.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw TaskExecutionException.terminal("output_too_large",
                    "the agent's answer is larger than " + MOST_BYTES + " bytes", null);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
