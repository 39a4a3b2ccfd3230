package dev.muster.coordinator.http;

import dev.muster.common.AgentType;
import dev.muster.common.error.AgentNotFoundException;
import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.port.Agents;
import dev.muster.coordinator.port.Health;
import dev.muster.coordinator.port.Workflows;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The fleet as a whole: agents, figures, health, and what this server is.
final class SystemRoutes {
    private final Workflows workflows;
    private final Agents agents;
    private final Health health;

    SystemRoutes(Workflows workflows, Agents agents, Health health) {
        this.workflows = workflows;
        this.agents = agents;
        this.health = health;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/v1/agents", this::agents),
                Route.get("/api/v1/agents/{type}", this::agent),
                Route.get("/api/v1/system", this::system),
                Route.get("/health/live", this::live),
                Route.get("/health/ready", this::ready),
                resource("/openapi.json", "openapi.json", Answer.JSON),
                resource("/", "index.html", "text/html; charset=utf-8"));
    }

    private Answer agents(ServerRequest request) {
        Parameters.none(request);
        return Answer.ok(Map.of("agents", agents.all()));
    }

    private Answer agent(ServerRequest request) {
        Parameters.none(request);
        var text = Route.parameter(request, "type");
        return Answer.ok(agents.find(type(text)).orElseThrow(() -> new AgentNotFoundException(type(text))));
    }

    private static AgentType type(String text) {
        try {
            return new AgentType(text);
        } catch (IllegalArgumentException e) {
            throw RefusedException.of(ProblemKind.UNKNOWN_AGENT, String.valueOf(e.getMessage()));
        }
    }

    private Answer system(ServerRequest request) {
        Parameters.none(request);
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
            return Route.get(path, request -> answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
