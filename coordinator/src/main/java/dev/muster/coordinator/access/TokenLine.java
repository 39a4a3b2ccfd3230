package dev.muster.coordinator.access;

import dev.muster.coordinator.port.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/// A line of a file of tokens: `NAME ROLE sha256:HEX`. Tokens are random and long, so a plain hash gives away none of them.
/// @param hash SHA-256 of the token, in lower-case hexadecimal digits
public record TokenLine(Caller caller, String hash) {
    private static final String ALGORITHM = "sha256:";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final String EXPECTED = "expected NAME viewer|operator|admin sha256:HEX";
    private static final int RANDOM_BYTES = 32;

    /// @throws IllegalArgumentException if a part can't be; it quotes none, since each might be a token in the wrong place
    public TokenLine {
        Objects.requireNonNull(caller);
        if (!NAME.matcher(caller.name()).matches()) {
            throw new IllegalArgumentException(
                    "a name can't be, expected 1 to 100 of A-Z a-z 0-9 . _ @ + - that begin with a letter or digit");
        }
        if (!OidcConfig.USUAL_ROLES.containsValue(caller.role()) || !HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException(EXPECTED);
        }
    }

    /// A token that nobody can guess.
    public static String freshToken() {
        var bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return "muster_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static TokenLine of(Caller caller, String token) {
        return new TokenLine(caller, hashOf(token));
    }

    /// @throws IllegalArgumentException saying what was expected
    static TokenLine parse(String line) {
        var parts = line.trim().split("\\s+");
        var role = parts.length == 3 ? OidcConfig.USUAL_ROLES.get(parts[1]) : null;
        if (role == null || !parts[2].startsWith(ALGORITHM)) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return new TokenLine(new Caller(parts[0], role), parts[2].substring(ALGORITHM.length()));
    }

    static String hashOf(String token) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// As it stands in a file.
    @Override
    public String toString() {
        return caller.name() + " " + caller.role().name().toLowerCase(Locale.ROOT) + " " + ALGORITHM + hash;
    }
}
