package dev.muster.coordinator.access;

import dev.muster.coordinator.port.Role;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccessConfigTest {
    private static final AccessConfig WITH_TOKENS = new AccessConfig(Path.of("tokens"), null, null, false);
    private static final AccessConfig INSECURE = new AccessConfig(null, null, null, true);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "localhost", "::1"})
    void onItsOwnMachineACoordinatorIsOpen(String host) {
        assertThatCode(() -> AccessConfig.OPEN.check(host)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void elsewhereItAsksWhoComesUnlessToldNotTo(String host) {
        assertThatThrownBy(() -> AccessConfig.OPEN.check(host)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("would listen on " + host
                        + ", where other machines reach it, and let in whoever comes");
        assertThatCode(() -> WITH_TOKENS.check(host)).doesNotThrowAnyException();
        assertThatCode(() -> INSECURE.check(host)).doesNotThrowAnyException();
    }

    @Test
    void insecureAndTokensAreAContradiction() {
        assertThatThrownBy(() -> new AccessConfig(Path.of("tokens"), null, null, true).check("127.0.0.1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://id.example/keys", "ftp://id.example/keys", "keys.json", "https:///keys",
        "http://192.0.2.1/keys"})
    void keysThatCouldBeChangedOnTheirWayAreRefused(String address) {
        assertThatThrownBy(() -> oidc(URI.create(address))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected an address that begins with https: or file:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://id.example/keys", "file:///etc/muster/keys.json",
        "http://127.0.0.1:8000/keys"})
    void keysThatAreSafeAreTaken(String address) {
        assertThatCode(() -> oidc(URI.create(address))).doesNotThrowAnyException();
    }

    @Test
    void nobodyBecomesACoordinatorByAClaim() {
        assertThatThrownBy(() -> new OidcConfig("i", "a", URI.create("file:///k"), "roles",
                Map.of("x", Role.PEER), Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static OidcConfig oidc(URI keys) {
        return new OidcConfig("https://id.example", "muster", keys, OidcConfig.USUAL_CLAIM,
                OidcConfig.USUAL_ROLES,
                OidcConfig.USUAL_SKEW);
    }
}
