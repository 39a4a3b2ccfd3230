package dev.muster.coordinator.http;

import dev.muster.coordinator.port.Identities;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is let in.
/// @param identities who is who; if null everybody may do everything
/// @param hosts the names that the server is asked by, apart from `localhost` and addresses; any if null
/// @param areMetricsOpen whether `/metrics` is for anyone
public record Admission(@Nullable Identities identities, @Nullable Set<String> hosts, boolean areMetricsOpen,
        CallerBounds bounds) {
    /// Whoever comes from this machine, but no web page of a stranger that a browser on it shows.
    public static final Admission OPEN = new Admission(null, Set.of(), true, CallerBounds.USUAL);

    public Admission {
        hosts = hosts == null ? null : Set.copyOf(hosts);
    }
}
