package dev.muster.coordinator.access;

import dev.muster.coordinator.port.Caller;
import dev.muster.coordinator.port.Identities;
import dev.muster.coordinator.port.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The secret that the coordinators of a fleet share, in a file of at least one line: the first is what this one says, and each is
/// taken, so that it can be changed one coordinator after the other. Thread-safe.
public final class PeerSecret implements Identities, Supplier<String> {
    private static final Caller PEER = new Caller("coordinator", Role.PEER);
    private static final int LEAST = 32;
    private static final String FORM = "[\\x21-\\x7e]{" + LEAST + ",}";

    private final WatchedFile<List<String>> file;

    PeerSecret(Path path, LongSupplier nanos) {
        file = new WatchedFile<>(path, PeerSecret::parse, nanos);
    }

    /// @throws IllegalArgumentException if it can't be read, or is too short
    public static PeerSecret in(Path path) {
        return new PeerSecret(path, System::nanoTime);
    }

    /// What this coordinator says to others.
    @Override
    public String get() {
        return file.now().getFirst();
    }

    @Override
    public Optional<Caller> who(String token) {
        var bytes = token.getBytes(StandardCharsets.UTF_8);
        return file.now().stream().anyMatch(
                secret -> MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), bytes))
                        ? Optional.of(PEER)
                        : Optional.empty();
    }

    private static List<String> parse(String text) {
        var secrets = text.lines().map(String::trim).filter(line -> !line.isEmpty()).toList();
        if (secrets.isEmpty() || !secrets.stream().allMatch(secret -> secret.matches(FORM))) {
            throw new IllegalArgumentException(
                    "expected one secret a line, each of " + LEAST + " or more visible ASCII characters");
        }
        return secrets;
    }
}
