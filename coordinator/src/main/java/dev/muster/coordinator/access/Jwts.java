package dev.muster.coordinator.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.port.Caller;
import dev.muster.coordinator.port.Identities;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Callers by the JWTs of an OpenID Connect issuer. What signs them is pinned to algorithms with a public key, so that nobody
/// signs with that key as if it were a secret, or not at all. Thread-safe.
final class Jwts implements Identities {
    private static final Logger LOG = LoggerFactory.getLogger(Jwts.class);
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384,
            JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.PS384, JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384, JWSAlgorithm.ES512);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 1 << 19;
    private static final Duration KEPT = Duration.ofMinutes(5);
    /// A key that is not known is looked for, but whoever makes keys up must not make us ask all the time.
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(10);
    private static final Duration OUTAGE = Duration.ofHours(4);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final RoleClaim roles;

    /// @throws IllegalArgumentException if the keys are in a file that can't be read, or has none
    Jwts(OidcConfig config, LongSupplier nanos) {
        roles = new RoleClaim(config.roleClaim(), config.roles());
        var verifier = new DefaultJWTClaimsVerifier<>(config.audience(),
                new JWTClaimsSet.Builder().issuer(config.issuer()).build(), Set.of("sub", "exp"));
        verifier.setMaxClockSkew(Math.toIntExact(config.clockSkew().toSeconds()));
        processor.setJWTClaimsSetVerifier(verifier);
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, keys(config.keys(), nanos)));
    }

    /// Whether a token has the form of one.
    static boolean isLike(String token) {
        return token.chars().filter(letter -> letter == '.').count() == 2;
    }

    @Override
    public Optional<Caller> who(String token) {
        try {
            var claims = processor.process(SignedJWT.parse(token), null);
            return Optional.of(new Caller(name(claims), roles.of(claims)));
        } catch (ParseException | BadJOSEException | RateLimitReachedException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("JWT refused");
            return Optional.empty();
        } catch (KeySourceException e) {
            LOG.atWarn().setCause(e).log("issuer's keys not to be had");
            throw new NotReadyException("the keys of the issuer of tokens can't be had now");
        } catch (JOSEException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("JWT could not be checked");
            return Optional.empty();
        }
    }

    private static String name(JWTClaimsSet claims) {
        var subject = claims.getSubject();
        return "oidc:" + subject.substring(0, Math.min(subject.length(), 200)).replaceAll("[^\\x21-\\x7e]",
                "?");
    }

    private static JWKSource<SecurityContext> keys(URI address, LongSupplier nanos) {
        if (address.getScheme().equals("file")) {
            var file = new WatchedFile<>(Path.of(address), Jwts::parsed, nanos);
            return (selector, context) -> selector.select(file.now());
        }
        var retriever = new DefaultResourceRetriever(Math.toIntExact(ANSWERED_WITHIN.toMillis()),
                Math.toIntExact(ANSWERED_WITHIN.toMillis()), MOST_BYTES);
        try {
            return JWKSourceBuilder.create(address.toURL(), retriever)
                    .cache(KEPT.toMillis(), ANSWERED_WITHIN.toMillis() * 3).refreshAheadCache(false)
                    .rateLimited(ASKED_AGAIN_AFTER.toMillis()).retrying(true)
                    .outageTolerant(OUTAGE.toMillis()).build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("expected the address of a JWK set, found " + address, e);
        }
    }

    private static JWKSet parsed(String text) {
        try {
            var keys = JWKSet.parse(text);
            if (!keys.isEmpty() && keys.getKeys().stream().noneMatch(key -> key.isPrivate())) {
                return keys;
            }
        } catch (ParseException e) {
            // Told below, like keys that are none.
        }
        throw new IllegalArgumentException("expected a JWK set of public keys");
    }
}
