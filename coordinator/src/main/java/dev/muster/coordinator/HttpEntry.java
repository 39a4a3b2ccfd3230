package dev.muster.coordinator;

import dev.muster.coordinator.access.Access;
import dev.muster.coordinator.access.AccessConfig;
import dev.muster.coordinator.access.PeerSecret;
import dev.muster.coordinator.http.Admission;
import dev.muster.coordinator.http.HttpApi;
import dev.muster.coordinator.http.Ports;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a coordinator's API is entered: checked and read before anything else is started. Thread-safe.
final class HttpEntry {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEntry.class);

    private final CoordinatorConfig.Http config;
    private final @Nullable PeerSecret peers;
    private final @Nullable Access access;

    /// @throws IllegalArgumentException if it would be open to other machines and nobody said so, or a file can't be used
    HttpEntry(CoordinatorConfig.Http config) {
        this.config = config;
        var rules = config.entry().access();
        rules.check(config.host());
        peers = rules.peerSecret() == null ? null : PeerSecret.in(rules.peerSecret());
        access = rules.isOn() ? Access.of(rules, peers) : null;
        warn(rules);
    }

    private void warn(AccessConfig rules) {
        if (rules.isInsecure()) {
            LOG.atWarn().addKeyValue("host", config.host())
                    .log("everybody who reaches this may do everything");
        }
        if (rules.isOn() && peers == null) {
            LOG.atWarn().log("no secret is shared with other coordinators, which will not be answered");
        }
    }

    /// What this coordinator says to others.
    Optional<String> secret() {
        return Optional.ofNullable(peers).map(PeerSecret::get);
    }

    /// Serves what stands behind.
    HttpApi open(Ports ports) {
        var entry = config.entry();
        return HttpApi.start(config.host(), config.port(), ports,
                new Admission(access, hosts(), entry.areMetricsOpen(), entry.bounds()));
    }

    /// A page can do nothing by a name of its own where it has no token, and what is open to other machines has any name.
    private @Nullable Set<String> hosts() {
        if (access != null || !AccessConfig.isLoopback(config.host())) {
            return null;
        }
        var hosts = new HashSet<String>();
        config.entry().hosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
        hosts.add(config.host().toLowerCase(Locale.ROOT));
        if (config.advertised() != null) {
            hosts.add(config.advertised().host().toLowerCase(Locale.ROOT));
        }
        return hosts;
    }
}
