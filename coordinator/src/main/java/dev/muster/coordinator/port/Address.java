package dev.muster.coordinator.port;

import java.util.regex.Pattern;

/// Where a coordinator's API is reached by the other coordinators.
/// @param host a name or address, without brackets
public record Address(String host, int port) {
    private static final Pattern FORM = Pattern
            .compile("([A-Za-z0-9][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.%]+\\]):(\\d{1,5})");
    private static final int LAST_PORT = 65_535;

    /// @throws IllegalArgumentException naming the value that can't be
    public Address {
        if (host.isBlank()) {
            throw new IllegalArgumentException("expected a host, found nothing");
        }
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("expected a port from 1 to " + LAST_PORT + ", found " + port);
        }
    }

    /// @throws IllegalArgumentException if the text is not `host:port`, or `[host]:port` for IPv6
    public static Address parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("expected HOST:PORT, found '" + text + "'");
        }
        var host = form.group(1);
        return new Address(host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                Integer.parseInt(form.group(2)));
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
