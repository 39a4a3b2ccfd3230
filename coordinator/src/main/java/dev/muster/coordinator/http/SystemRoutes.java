package dev.muster.coordinator.http;

import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.port.Agents;
import dev.muster.coordinator.port.Change;
import dev.muster.coordinator.port.Health;
import dev.muster.coordinator.port.Role;
import dev.muster.coordinator.port.Workflows;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The fleet as a whole: figures, health, and what this server is.
final class SystemRoutes {
    private static final String PATH = "/api/v1/system";

    private final Workflows workflows;
    private final Agents agents;
    private final Health health;

    SystemRoutes(Workflows workflows, Agents agents, Health health) {
        this.workflows = workflows;
        this.agents = agents;
        this.health = health;
    }

    List<Route> routes() {
        return List.of(Route.get(PATH, this::system),
                Route.put(PATH, this::configure),
                Route.get("/health/live", this::live).forA(Role.ANYONE),
                Route.get("/health/ready", this::ready).forA(Role.ANYONE),
                resource("/openapi.json", "openapi.json", Answer.JSON), UiRoutes.start());
    }

    private Answer system(ServerRequest request) {
        Parameters.none(request);
        return Answer.ok(workflows.system());
    }

    /// A limit that is absent stays as it is, one that is `null` is removed.
    private Answer configure(ServerRequest request) {
        Parameters.none(request);
        var fields = new Fields(Body.read(request), List.of("limit"));
        var limit = fields.change("limit", fields.notNegative("limit"));
        fields.check();
        switch (limit) {
            case Change.Kept<Integer>() -> {
                // Nothing is to be done.
            }
            case Change.Removed<Integer>() -> agents.limitRunning(null);
            case Change.Put<Integer>(var most) -> agents.limitRunning(most);
        }
        return Answer.ok(workflows.system());
    }

    private Answer live(ServerRequest request) {
        Parameters.none(request);
        return health(health.isLive(), "live", "a part of the coordinator failed; it has to be restarted");
    }

    private Answer ready(ServerRequest request) {
        Parameters.none(request);
        return health(health.isReady(), "ready", "the coordinator is starting, or its partitions are moving");
    }

    private static Answer health(boolean is, String status, String otherwise) {
        if (!is) {
            throw new NotReadyException(otherwise);
        }
        return Answer.ok(Map.of("status", status));
    }

    /// A file that ships with the server, read once at its start.
    private static Route resource(String path, String file, String mediaType) {
        try (var stream = SystemRoutes.class.getResourceAsStream(file)) {
            var answer = new Answer(200, mediaType,
                    new String(Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8),
                    Map.of());
            return Route.get(path, request -> answer).forA(Role.ANYONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
