package dev.muster.coordinator.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The names that the server is asked by. A stranger's page can have a name of its own lead to this machine, and would then be of
/// the same origin as the server; its requests still tell that name, which is none of these.
final class KnownHosts {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.%]+\\]");
    private static final Pattern PORT = Pattern.compile(":\\d*$");

    private final @Nullable Set<String> names;

    /// @param names apart from `localhost` and addresses, in lower case; any if null
    KnownHosts(@Nullable Set<String> names) {
        this.names = names;
    }

    /// @param authority a host, and a port or none
    boolean know(String authority) {
        if (names == null) {
            return true;
        }
        var host = PORT.matcher(authority.toLowerCase(Locale.ROOT)).replaceFirst("");
        return host.equals("localhost") || host.endsWith(".localhost") || names.contains(host)
                || ADDRESS.matcher(host).matches();
    }
}
