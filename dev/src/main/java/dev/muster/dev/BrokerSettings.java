package dev.muster.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Properties;

/// What an embedded broker is told: `broker.properties`, with its folder and its ports.
final class BrokerSettings {
    static final String CLIENTS = "PLAINTEXT";
    static final String CONTROLLER = "CONTROLLER";

    private BrokerSettings() {}

    static Properties of(BrokerNode node, int port, InetSocketAddress controller) {
        var settings = fixed();
        settings.setProperty("node.id", String.valueOf(node.id()));
        settings.setProperty("log.dirs", node.data().toString());
        settings.setProperty("listeners",
                CLIENTS + "://" + node.host() + ":" + port + "," + CONTROLLER + "://"
                        + node.host() + ":" + controller.getPort());
        settings.setProperty("advertised.listeners", CLIENTS + "://" + node.host() + ":" + port);
        settings.setProperty("controller.quorum.voters", node.voters(controller));
        settings.putAll(node.different());
        return settings;
    }

    private static Properties fixed() {
        var settings = new Properties();
        try (var file = Objects
                .requireNonNull(BrokerSettings.class.getResourceAsStream("broker.properties"))) {
            settings.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }
}
