package dev.muster.dev;

import dev.muster.common.format.Durations;
import dev.muster.coordinator.CoordinatorConfig;
import dev.muster.coordinator.access.Access;
import dev.muster.coordinator.access.AccessConfig;
import dev.muster.coordinator.access.OidcConfig;
import dev.muster.coordinator.access.PeerSecret;
import dev.muster.coordinator.http.CallerBounds;
import dev.muster.coordinator.port.Role;
import dev.muster.dev.settings.Faults;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Who may use a coordinator's API.
final class AccessOptions {
    @Option(names = "--insecure", description = "Let everybody who reaches the API do everything, from other machines too.")
    private boolean isInsecure;

    @Option(names = "--tokens", paramLabel = "FILE", description = "Whose tokens are let in: lines made by muster token create. Read again when it changes.")
    private @Nullable Path tokens;

    @Option(names = "--oidc-issuer", paramLabel = "URL", description = "Whose JWTs are let in: the claim iss. Needs --oidc-audience and --oidc-keys.")
    private @Nullable String issuer;

    @Option(names = "--oidc-audience", paramLabel = "NAME", description = "What the claim aud of a JWT has to name.")
    private @Nullable String audience;

    @Option(names = "--oidc-keys", paramLabel = "URL|FILE", description = "Where the issuer's public keys are, as a JWK set.")
    private @Nullable String keys;

    @Option(names = "--oidc-role-claim", paramLabel = "NAME", defaultValue = OidcConfig.USUAL_CLAIM, description = "The claim of a JWT that names roles; a.b is b within a (default: ${DEFAULT-VALUE}).")
    private String roleClaim = "";

    @Option(names = "--oidc-role", paramLabel = "VALUE=ROLE", description = "What stands for viewer, operator or admin in that claim; may be repeated (default: these names).")
    private List<String> roles = List.of();

    @Option(names = "--oidc-clock-skew", paramLabel = "DURATION", defaultValue = "60s", description = "By how much the issuer's clock may differ (default: ${DEFAULT-VALUE}).")
    private String clockSkew = "";

    @Option(names = "--peer-secret", paramLabel = "FILE", description = "What the coordinators of the fleet say to each other, where callers have to say who they are; the same for all.")
    private @Nullable Path peerSecret;

    @Option(names = "--open-metrics", description = "Tell /metrics to anyone; else it needs the role viewer.")
    private boolean areMetricsOpen;

    @Option(names = "--allow-host", paramLabel = "NAME", description = "A further name that an open coordinator is asked by; may be repeated.")
    private List<String> hosts = List.of();

    @Option(names = "--caller-rate", paramLabel = "N|none", defaultValue = "1000", description = "How many requests a caller may make in a second (default: ${DEFAULT-VALUE}).")
    private String callerRate = "";

    @Option(names = "--caller-streams", paramLabel = "N", defaultValue = "100", description = "How many streams of events a caller may have open (default: ${DEFAULT-VALUE}).")
    private int callerStreams;

    /// @param faults gets what can't be, before anything is started
    /// @return null if anything can't be
    CoordinatorConfig.@Nullable Entry entry(String host, Faults faults) {
        var before = "the coordinator's access can't be set up: ";
        var rate = faults.of(before, () -> callerRate.equals("none") ? null : number(callerRate));
        var bounds = faults.of(before, () -> new CallerBounds(rate, callerStreams));
        var access = faults.of(before, () -> new AccessConfig(tokens, oidc(), peerSecret, isInsecure));
        if (access == null || bounds == null || !isAccepted(access, host, faults)) {
            return null;
        }
        // Files are read here once, so that a slip in them is told in one line.
        var _ = faults.of(before, () -> Access.of(access,
                access.peerSecret() == null ? null : PeerSecret.in(access.peerSecret())));
        return new CoordinatorConfig.Entry(access, new HashSet<>(hosts), areMetricsOpen, bounds);
    }

    private static boolean isAccepted(AccessConfig access, String host, Faults faults) {
        try {
            access.check(host);
            return true;
        } catch (IllegalArgumentException e) {
            faults.add("the coordinator " + e.getMessage()
                    + "; expected --tokens FILE or --oidc-issuer URL, or --insecure");
            return false;
        }
    }

    private @Nullable OidcConfig oidc() {
        if (issuer == null && audience == null && keys == null) {
            return null;
        }
        if (issuer == null || audience == null || keys == null) {
            throw new IllegalArgumentException(
                    "expected --oidc-issuer, --oidc-audience and --oidc-keys together");
        }
        return new OidcConfig(issuer, audience, keys(keys), roleClaim, roles(), skew());
    }

    private static URI keys(String given) {
        return given.matches("[a-z]+:.*") ? URI.create(given) : Path.of(given).toUri();
    }

    private Map<String, Role> roles() {
        var mapped = new HashMap<String, Role>();
        for (var pair : roles) {
            var at = pair.lastIndexOf('=');
            var role = at < 1 ? null : OidcConfig.USUAL_ROLES.get(pair.substring(at + 1));
            if (role == null) {
                throw new IllegalArgumentException("--oidc-role is " + pair
                        + ", expected VALUE=viewer, VALUE=operator or VALUE=admin");
            }
            mapped.put(pair.substring(0, at), role);
        }
        return mapped.isEmpty() ? OidcConfig.USUAL_ROLES : mapped;
    }

    private Duration skew() {
        return Durations.parsed(clockSkew).orElseThrow(() -> new IllegalArgumentException(
                "--oidc-clock-skew is " + clockSkew + ", expected " + Durations.EXPECTED));
    }

    private static Integer number(String given) {
        if (!given.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(
                    "--caller-rate is " + given + ", expected a whole number above 0, or none");
        }
        return Integer.valueOf(given);
    }
}
