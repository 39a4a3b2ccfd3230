package dev.muster.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/// What an embedded broker is told: `broker.properties`, with its folder and its ports.
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CLIENTS = "PLAINTEXT";
    static final String CONTROLLER = "CONTROLLER";

    private BrokerSettings() {}

    static Properties of(Path data, int port, int controllerPort) {
        var settings = fixed();
        settings.setProperty("node.id", String.valueOf(NODE_ID));
        settings.setProperty("log.dirs", data.toString());
        settings.setProperty("listeners",
                CLIENTS + "://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        settings.setProperty("advertised.listeners", CLIENTS + "://127.0.0.1:" + port);
        settings.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
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
