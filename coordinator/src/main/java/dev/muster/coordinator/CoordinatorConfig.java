package dev.muster.coordinator;

import dev.muster.coordinator.access.AccessConfig;
import dev.muster.coordinator.http.CallerBounds;
import dev.muster.coordinator.http.HttpApi;
import dev.muster.coordinator.port.Address;
import dev.muster.coordinator.streams.EngineConfig;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a coordinator runs.
/// @param http where to serve the API; not at all if null
public record CoordinatorConfig(EngineConfig engine, @Nullable Http http) {
    public CoordinatorConfig {
        Objects.requireNonNull(engine);
    }

    /// @param port 0 for any that is free
    /// @param advertised where the other coordinators reach it; host and port if null
    public record Http(String host, int port, @Nullable Address advertised, Entry entry) {
        public Http {
            Objects.requireNonNull(host);
            Objects.requireNonNull(entry);
        }

        /// For callers on this machine, whoever they are.
        public Http(String host, int port, @Nullable Address advertised) {
            this(host, port, advertised, Entry.OPEN);
        }
    }

    /// Who may use the API, and how much of it.
    /// @param hosts further names that a coordinator which is open on this machine is asked by
    /// @param areMetricsOpen whether `/metrics` is for anyone
    public record Entry(AccessConfig access, Set<String> hosts, boolean areMetricsOpen, CallerBounds bounds) {
        public static final Entry OPEN = new Entry(AccessConfig.OPEN, Set.of(), false, CallerBounds.USUAL);

        public Entry {
            Objects.requireNonNull(access);
            Objects.requireNonNull(bounds);
            hosts = Set.copyOf(hosts);
        }
    }

    /// Without the API.
    public static CoordinatorConfig of(String bootstrapServers, Path stateFolder) {
        return of(EngineConfig.of(bootstrapServers, stateFolder));
    }

    /// Without the API.
    public static CoordinatorConfig of(EngineConfig engine) {
        return new CoordinatorConfig(engine, null);
    }

    /// With the API for callers on this machine.
    public CoordinatorConfig withHttp(int port) {
        return withHttp(HttpApi.LOOPBACK, port);
    }

    public CoordinatorConfig withHttp(String host, int port) {
        return withHttp(new Http(host, port, null));
    }

    public CoordinatorConfig withHttp(Http served) {
        return new CoordinatorConfig(engine, served);
    }

    public CoordinatorConfig with(EngineConfig other) {
        return new CoordinatorConfig(other, http);
    }
}
