package dev.muster.coordinator.http;

import dev.muster.common.format.Syntax;
import dev.muster.coordinator.port.ProblemKind;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.HttpMediaType;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads the body of a request: JSON or YAML in UTF-8, of bounded size.
final class Body {
    static final int MOST_BYTES = 1 << 20;

    private static final Set<String> YAML = Set.of("application/yaml", "application/x-yaml", "text/yaml");

    private Body() {}

    /// @throws RefusedException if it is too large, of another media type, or can't be read
    static JsonNode read(ServerRequest request) {
        var bytes = bytes(request);
        return switch (mediaType(request)) {
            case "application/json" -> json(text(bytes));
            case String type when YAML.contains(type) -> json(Syntax.YAML.json(text(bytes)).text());
            case String type -> throw RefusedException.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE,
                    "the content type is " + type + ", expected application/json or application/yaml");
        };
    }

    /// Some that are none fail in Helidon by an index instead of by what is wrong with them.
    private static String mediaType(ServerRequest request) {
        try {
            return request.headers().contentType().map(Body::essence).orElse("none");
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw RefusedException.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE,
                    "the content type can't be read, expected application/json or application/yaml");
        }
    }

    private static String essence(HttpMediaType type) {
        return type.mediaType().text();
    }

    /// Reads one byte more than is allowed, to know. What is left of the body is passed over by the server, up to its
    /// own limit, so that the client is there to hear the refusal.
    private static byte[] bytes(ServerRequest request) {
        try {
            var bytes = request.content().hasEntity()
                    ? request.content().inputStream().readNBytes(MOST_BYTES + 1)
                    : new byte[0];
            if (bytes.length > MOST_BYTES) {
                throw RefusedException.of(ProblemKind.TOO_LARGE,
                        "the body is too large, expected at most " + MOST_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException | UncheckedIOException | NumberFormatException
                | InsufficientDataAvailableException e) {
            // A chunk without a length, or a client that broke off.
            throw RefusedException.of(ProblemKind.UNREADABLE,
                    "the body does not come as the headers of the request say");
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw RefusedException.of(ProblemKind.UNREADABLE, "the body is not text in UTF-8");
        }
    }

    private static JsonNode json(String text) {
        try {
            var node = ApiJson.MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw RefusedException.of(ProblemKind.UNREADABLE,
                        "the body is empty, expected one JSON value");
            }
            return node;
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw RefusedException.of(ProblemKind.UNREADABLE, at == null
                    ? "the body has a value that is too long or nested too deep, expected one JSON value"
                    : "the body is not JSON at line " + at.getLineNr() + ", column " + at.getColumnNr()
                            + "; expected one JSON value, no field twice");
        }
    }
}
