package dev.muster.worker;

import dev.muster.common.Json;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.common.wire.WireFormat;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Between a handler's own types and JSON.
final class Conversion {
    private Conversion() {}

    static <I> TaskHandler handler(Class<I> input, ActionHandler<I> handler) {
        return (call, task) -> write(handler.run(Conversion.<I>read("input", call.input(), input), task));
    }

    static <I, O> TaskHandler handler(Class<I> input, Class<O> made, CompensationHandler<I, O> handler) {
        return (call, task) -> {
            var before = call.output() == null ? Json.NULL : call.output();
            handler.undo(Conversion.<I>read("input", call.input(), input),
                    Conversion.<O>read("output", before, made), task);
            return null;
        };
    }

    /// @param what names the value in the message
    /// @throws TaskExecutionException `invalid_input` if the value can't be read as this type
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    static <T> T read(String what, Json json, Type type) {
        try {
            return WireFormat.MAPPER.readValue(json.text(), WireFormat.MAPPER.constructType(type));
        } catch (JacksonException e) {
            throw TaskExecutionException.terminal("invalid_input",
                    what + pathOf(e) + " can't be read: expected " + simpleName(type), e);
        }
    }

    /// @throws TaskExecutionException `invalid_output` if Jackson can't write the value
    static @Nullable Json write(@Nullable Object value) {
        try {
            return switch (value) {
                case null -> null;
                case Json json -> json;
                default -> new Json(WireFormat.MAPPER.writeValueAsString(value));
            };
        } catch (JacksonException e) {
            throw TaskExecutionException.terminal("invalid_output",
                    "output" + pathOf(e) + " can't be written as JSON", e);
        }
    }

    /// The JSON Pointer to the fault, with a blank before it; empty for the whole.
    private static String pathOf(JacksonException failure) {
        var path = new StringBuilder();
        for (var step : failure.getPath()) {
            path.append('/')
                    .append(step.getPropertyName() != null ? step.getPropertyName() : step.getIndex());
        }
        return path.isEmpty() ? "" : " " + path;
    }

    private static String simpleName(Type type) {
        return type instanceof Class<?> plain ? plain.getSimpleName() : type.getTypeName();
    }
}
