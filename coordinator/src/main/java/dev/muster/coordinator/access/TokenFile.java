package dev.muster.coordinator.access;

import dev.muster.coordinator.port.Caller;
import dev.muster.coordinator.port.Identities;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Callers by the tokens of a file: a [TokenLine] a line; empty lines, and those that begin with `#`, say nothing. Thread-safe.
final class TokenFile implements Identities {
    private final WatchedFile<Map<String, Caller>> file;

    /// @throws IllegalArgumentException if it can't be read, or a line is wrong
    TokenFile(Path path, LongSupplier nanos) {
        file = new WatchedFile<>(path, TokenFile::parse, nanos);
    }

    /// Found by its hash, so how long that takes tells nothing of other tokens.
    @Override
    public Optional<Caller> who(String token) {
        return Optional.ofNullable(file.now().get(TokenLine.hashOf(token)));
    }

    private static Map<String, Caller> parse(String text) {
        var callers = new HashMap<String, Caller>();
        var number = 0;
        for (var line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                var read = TokenLine.parse(line);
                if (callers.put(read.hash(), read.caller()) != null) {
                    throw new IllegalArgumentException(
                            "has the token of another line, expected one of its own");
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
            }
        }
        return Map.copyOf(callers);
    }
}
