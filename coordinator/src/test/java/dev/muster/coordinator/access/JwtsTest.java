package dev.muster.coordinator.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.port.Caller;
import dev.muster.coordinator.port.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JwtsTest {
    private static final String ISSUER = "https://id.example";
    private static RSAKey key;
    private static ECKey curve;
    private static RSAKey stranger;

    private final AtomicLong clock = new AtomicLong();

    @TempDir
    private Path folder;
    private Path keys;
    private Jwts jwts;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        curve = new ECKeyGenerator(Curve.P_256).keyID("two").generate();
        stranger = new RSAKeyGenerator(2048).keyID("one").generate();
    }

    @BeforeEach
    void publish() throws IOException {
        keys = folder.resolve("keys.json");
        publish(key, curve);
        jwts = new Jwts(config(keys.toUri()), clock::get);
    }

    @Test
    void aCallerIsWhomTheIssuerSaysItIs() throws Exception {
        assertThat(jwts.who(signed(claims -> claims))).contains(new Caller("oidc:ada", Role.OPERATOR));
        assertThat(jwts.who(signed(JWSAlgorithm.ES256, curve, new ECDSASigner(curve), claims()))).isPresent();
    }

    @Test
    void whatTheIssuerDidNotSignIsNobodys() throws Exception {
        var right = signed(claims -> claims);
        var parts = right.split("\\.");

        assertThat(jwts.who(signed(JWSAlgorithm.RS256, stranger, new RSASSASigner(stranger), claims())))
                .isEmpty();
        assertThat(jwts.who(new PlainJWT(claims()).serialize())).isEmpty();
        assertThat(jwts.who(parts[0] + "." + parts[1] + ".")).isEmpty();
        assertThat(jwts.who("a.b.c")).isEmpty();
    }

    @Test
    void aPublicKeyIsNoSecretToSignWith() throws Exception {
        for (var secret : List.of(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                key.toRSAPublicKey().getEncoded())) {
            assertThat(jwts.who(signed(JWSAlgorithm.HS256, key, new MACSigner(secret), claims()))).isEmpty();
        }
    }

    @Test
    void aTokenOfAnotherIssuerOrForAnotherAudienceIsNobodys() throws Exception {
        assertThat(jwts.who(signed(claims -> claims.issuer("https://other.example")))).isEmpty();
        assertThat(jwts.who(signed(claims -> claims.audience("other")))).isEmpty();
        assertThat(jwts.who(signed(claims -> claims.audience((String) null)))).isEmpty();
        assertThat(jwts.who(signed(claims -> claims.subject(null)))).isEmpty();
        assertThat(jwts.who(signed(claims -> claims.audience(List.of("other", "muster"))))).isPresent();
    }

    @Test
    void aTokenHoldsForItsTimeGiveOrTakeTheClocks() throws Exception {
        assertThat(jwts.who(signed(claims -> claims.expirationTime(in(-30))))).isPresent();
        assertThat(jwts.who(signed(claims -> claims.expirationTime(in(-90))))).isEmpty();
        assertThat(jwts.who(signed(claims -> claims.notBeforeTime(in(30))))).isPresent();
        assertThat(jwts.who(signed(claims -> claims.notBeforeTime(in(90))))).isEmpty();
        assertThat(jwts.who(signed(claims -> claims.expirationTime(null)))).isEmpty();
    }

    @Test
    void aTokenOfAnotherKindIsNobodys() throws Exception {
        var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one")
                .type(new JOSEObjectType("logout+jwt")).build(), claims());
        jwt.sign(new RSASSASigner(key));

        assertThat(jwts.who(jwt.serialize())).isEmpty();
    }

    @Test
    void theRoleIsTheOneThatMayDoMostOfThoseThatAreMapped() throws Exception {
        var mapped = new Jwts(new OidcConfig(ISSUER, "muster", keys.toUri(), "realm_access.roles",
                Map.of("muster-admins", Role.ADMIN, "staff", Role.VIEWER), Duration.ZERO), clock::get);

        assertThat(role(mapped, claims -> claims.claim("realm_access",
                Map.of("roles", List.of("x", "staff", "muster-admins"))))).isEqualTo(Role.ADMIN);
        assertThat(role(mapped, claims -> claims.claim("realm_access.roles", "staff other")))
                .isEqualTo(Role.VIEWER);
        assertThat(role(mapped, claims -> claims.claim("realm_access", "odd"))).isEqualTo(Role.ANYONE);
        assertThat(role(mapped, claims -> claims)).isEqualTo(Role.ANYONE);
        assertThat(role(jwts, claims -> claims.claim("roles", List.of("peer", "anyone", 7))))
                .isEqualTo(Role.ANYONE);
    }

    @Test
    void keysInAFileCanBeChanged() throws Exception {
        publish(curve);
        clock.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(jwts.who(signed(claims -> claims))).isEmpty();
        assertThat(jwts.who(signed(JWSAlgorithm.ES256, curve, new ECDSASigner(curve), claims()))).isPresent();
    }

    @Test
    void aFileOfPrivateKeysIsRefused() throws IOException {
        Files.writeString(keys, new JWKSet(key).toString(false));

        assertThatThrownBy(() -> new Jwts(config(keys.toUri()), clock::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a JWK set of public keys");
    }

    @Test
    void keysAreAskedForOnceAndAgainWhenOneIsNew() throws Exception {
        var asked = new AtomicLong();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var set = asked.incrementAndGet() == 1 ? new JWKSet(key) : new JWKSet(List.of(key, curve));
                var bytes = set.toString().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        try {
            var remote = new Jwts(config(URI.create(
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/keys")), clock::get);
            for (var time = 0; time < 10; time++) {
                assertThat(remote.who(signed(claims -> claims))).isPresent();
            }
            assertThat(asked).hasValue(1);

            assertThat(remote.who(signed(JWSAlgorithm.ES256, curve, new ECDSASigner(curve), claims())))
                    .isPresent();
            assertThat(asked).hasValue(2);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whileTheKeysCantBeHadNobodyIsToldThatHisTokenIsWrong() throws Exception {
        var nobody = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var port = nobody.getAddress().getPort();
        nobody.stop(0);
        var remote = new Jwts(config(URI.create("http://127.0.0.1:" + port + "/keys")), clock::get);
        var token = signed(claims -> claims);

        assertThatThrownBy(() -> remote.who(token)).isInstanceOf(NotReadyException.class)
                .hasMessageNotContaining("127.0.0.1");
    }

    private void publish(JWK... published) throws IOException {
        Files.writeString(keys, new JWKSet(List.of(published)).toString());
    }

    private static Role role(Jwts jwts, UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return jwts.who(signed(change)).orElseThrow().role();
    }

    private static OidcConfig config(URI keys) {
        return new OidcConfig(ISSUER, "muster", keys, OidcConfig.USUAL_CLAIM, OidcConfig.USUAL_ROLES,
                OidcConfig.USUAL_SKEW);
    }

    private static JWTClaimsSet claims() {
        return builder().build();
    }

    private static JWTClaimsSet.Builder builder() {
        return new JWTClaimsSet.Builder().issuer(ISSUER).audience("muster").subject("ada")
                .expirationTime(in(600))
                .claim("roles", List.of("operator"));
    }

    private static Date in(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String signed(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(JWSAlgorithm.RS256, key, new RSASSASigner(key), change.apply(builder()).build());
    }

    private static String signed(JWSAlgorithm algorithm, JWK by, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(by.getKeyID()).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }
}
