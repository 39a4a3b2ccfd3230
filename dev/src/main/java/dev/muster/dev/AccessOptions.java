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
    private static final String BEFORE = "the coordinator's access can't be set up: ";

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
        var rate = faults.of(BEFORE, () -> callerRate.equals("none") ? null : number(callerRate));
        var bounds = faults.of(BEFORE, () -> new CallerBounds(rate, callerStreams));
        var isOidc = issuer != null || audience != null || keys != null;
        var oidc = isOidc ? oidc(faults) : null;
        if (bounds == null || (isOidc && oidc == null)) {
            return null;
        }
        var access = new AccessConfig(tokens, oidc, peerSecret, isInsecure);
        if (!isAccepted(access, host, faults)) {
            return null;
        }
        // Files are read here once, so that a slip in them is told in one line.
        var _ = faults.of(BEFORE, () -> Access.of(access,
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

    /// @return null if it can't be
    private @Nullable OidcConfig oidc(Faults faults) {
        var mapped = roles(faults);
        var skew = faults.of(BEFORE, this::skew);
        if (issuer == null || audience == null || keys == null) {
            faults.add(BEFORE + "expected --oidc-issuer, --oidc-audience and --oidc-keys together");
            return null;
        }
        var from = issuer;
        var to = audience;
        var where = keys;
        var address = faults.of(BEFORE, () -> keys(where));
        if (mapped == null || skew == null || address == null) {
            return null;
        }
        return faults.of(BEFORE, () -> new OidcConfig(from, to, address, roleClaim, mapped, skew));
    }

    private static URI keys(String given) {
        return given.matches("[a-z]+:.*") ? URI.create(given) : Path.of(given).toUri();
    }

    /// @return null if any can't be
    private @Nullable Map<String, Role> roles(Faults faults) {
        var mapped = new HashMap<String, Role>();
        var areAll = true;
        for (var pair : roles) {
            var at = pair.lastIndexOf('=');
            var role = at < 1 ? null : OidcConfig.USUAL_ROLES.get(pair.substring(at + 1));
            if (role == null) {
                faults.add(BEFORE + "--oidc-role is " + pair
                        + ", expected VALUE=viewer, VALUE=operator or VALUE=admin");
                areAll = false;
            } else {
                mapped.put(pair.substring(0, at), role);
            }
        }
        return !areAll ? null : mapped.isEmpty() ? OidcConfig.USUAL_ROLES : mapped;
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
