package dev.muster.coordinator.access;

import dev.muster.coordinator.port.Role;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Whose JWTs are taken, and what they say of roles.
/// @param issuer as the claim `iss` has to say exactly
/// @param audience which the claim `aud` has to name
/// @param keys where the issuer's public keys are, as a JWK set: `https:`, `file:`, or `http:` on this machine
/// @param roleClaim the claim that names roles or groups: a text or a list; `a.b` is `b` within `a`
/// @param roles by what stands in that claim
/// @param clockSkew by how much clocks may differ
public record OidcConfig(String issuer, String audience, URI keys, String roleClaim, Map<String, Role> roles,
        Duration clockSkew) {
    public static final String USUAL_CLAIM = "roles";
    public static final Duration USUAL_SKEW = Duration.ofSeconds(60);
    /// Roles that are called what they are here.
    public static final Map<String, Role> USUAL_ROLES = Map.of("viewer", Role.VIEWER, "operator",
            Role.OPERATOR,
            "admin", Role.ADMIN);

    private static final Duration MOST_SKEW = Duration.ofMinutes(10);

    public OidcConfig {
        Objects.requireNonNull(issuer);
        Objects.requireNonNull(audience);
        Objects.requireNonNull(roleClaim);
        roles = Map.copyOf(roles);
        if (roles.isEmpty() || !USUAL_ROLES.values().containsAll(roles.values())) {
            throw new IllegalArgumentException("expected roles that are viewer, operator or admin");
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(MOST_SKEW) > 0) {
            throw new IllegalArgumentException("the clock skew is " + clockSkew.toSeconds()
                    + " s, expected from 0 s to " + MOST_SKEW.toSeconds() + " s");
        }
        if (!isSafe(keys)) {
            throw new IllegalArgumentException("the keys are at " + keys
                    + ", expected an address that begins with https: or file:, or http: on this machine");
        }
    }

    /// Whoever could change the keys on their way could let in anybody.
    private static boolean isSafe(URI keys) {
        return switch (String.valueOf(keys.getScheme())) {
            case "https" -> keys.getHost() != null;
            case "file" -> keys.getPath() != null && keys.getAuthority() == null;
            case "http" -> keys.getHost() != null && isHere(keys.getHost());
            default -> false;
        };
    }

    private static boolean isHere(String host) {
        try {
            return List.of(InetAddress.getAllByName(host)).stream().allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
