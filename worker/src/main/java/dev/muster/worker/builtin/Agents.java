package dev.muster.worker.builtin;

import dev.muster.worker.AgentDefinition;
import java.net.URI;

/// Reads agents as a command line names them.
public final class Agents {
    private static final String EXPECTED = "expected TYPE=exec:COMMAND or TYPE=http:URL";

    private Agents() {}

    /// @param text `TYPE=exec:COMMAND`, or `TYPE=http:URL` where the URL may also stand for itself
    ///         (`TYPE=http://host/path`)
    /// @throws IllegalArgumentException if it is neither, saying what was expected
    public static AgentDefinition parse(String text) {
        var equals = text.indexOf('=');
        var colon = text.indexOf(':', equals + 1);
        if (equals < 1 || colon < 0) {
            throw refused(text, "");
        }
        var type = text.substring(0, equals);
        var kind = text.substring(equals + 1, colon);
        var rest = text.substring(colon + 1).strip();
        if (rest.isEmpty()) {
            throw refused(text, ", with something after '" + kind + ":'");
        }
        return switch (kind) {
            case "exec" -> ExecAgent.of(type, rest);
            case "http" -> HttpAgent.of(type, uri(text, rest.startsWith("//") ? "http:" + rest : rest));
            case "https" -> HttpAgent.of(type, uri(text, "https:" + rest));
            default -> throw refused(text, "");
        };
    }

    private static URI uri(String text, String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "agent '" + text + "' is not understood: '" + url + "' is no URL", e);
        }
    }

    private static IllegalArgumentException refused(String text, String more) {
        return new IllegalArgumentException("agent '" + text + "' is not understood: " + EXPECTED + more);
    }
}
