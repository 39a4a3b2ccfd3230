package dev.muster.coordinator.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Who may use the HTTP API.
/// @param tokens a file of [TokenLine]s; none if null
/// @param oidc whose JWTs are taken; nobody's if null
/// @param peerSecret a file of the secret that the coordinators of the fleet share; if null, and callers have to say who
///        they are, no other coordinator is answered
/// @param isInsecure everybody may do everything, from other machines too
public record AccessConfig(@Nullable Path tokens, @Nullable OidcConfig oidc, @Nullable Path peerSecret,
        boolean isInsecure) {
    /// Everybody on this machine may do everything, and nobody else is there.
    public static final AccessConfig OPEN = new AccessConfig(null, null, null, false);

    /// Whether callers have to say who they are.
    public boolean isOn() {
        return tokens != null || oidc != null;
    }

    /// @throws IllegalArgumentException if a coordinator that listens there would let in whoever comes, and nobody said that it may
    public void check(String host) {
        if (isOn() && isInsecure) {
            throw new IllegalArgumentException(
                    "is told to be insecure and whom to let in");
        }
        if (!isOn() && !isInsecure && !isLoopback(host)) {
            throw new IllegalArgumentException("would listen on " + host
                    + ", where other machines reach it, and let in whoever comes");
        }
    }

    /// @throws IllegalArgumentException if the host is not known
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("expected a host that is known, found '" + host + "'", e);
        }
    }
}
