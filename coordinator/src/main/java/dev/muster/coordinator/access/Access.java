package dev.muster.coordinator.access;

import dev.muster.coordinator.port.Caller;
import dev.muster.coordinator.port.Identities;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// All who may come in: the other coordinators, those of the file of tokens, those of the issuer of JWTs. Thread-safe.
public final class Access implements Identities {
    private final @Nullable PeerSecret peers;
    private final @Nullable TokenFile tokens;
    private final @Nullable Jwts jwts;

    Access(AccessConfig config, @Nullable PeerSecret peers, LongSupplier nanos) {
        this.peers = peers;
        this.tokens = config.tokens() == null ? null : new TokenFile(config.tokens(), nanos);
        this.jwts = config.oidc() == null ? null : new Jwts(config.oidc(), nanos);
    }

    /// @throws IllegalArgumentException naming the file that can't be used, and why
    public static Access of(AccessConfig config, @Nullable PeerSecret peers) {
        return new Access(config, peers, System::nanoTime);
    }

    @Override
    public Optional<Caller> who(String token) {
        return asked(peers, token).or(() -> asked(tokens, token))
                .or(() -> Jwts.isLike(token) ? asked(jwts, token) : Optional.empty());
    }

    private static Optional<Caller> asked(@Nullable Identities some, String token) {
        return some == null ? Optional.empty() : some.who(token);
    }
}
