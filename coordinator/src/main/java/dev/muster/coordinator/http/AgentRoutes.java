package dev.muster.coordinator.http;

import dev.muster.common.AgentType;
import dev.muster.common.error.AgentNotFoundException;
import dev.muster.coordinator.port.Agents;
import dev.muster.coordinator.port.ProblemKind;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;

/// The agent types: who does the work, by which rules, and how far they are behind.
final class AgentRoutes {
    private static final String PATH = "/api/v1/agents";

    private final Agents agents;

    AgentRoutes(Agents agents) {
        this.agents = agents;
    }

    List<Route> routes() {
        return List.of(Route.get(PATH, this::list),
                Route.get("/api/v1/lag", this::lag),
                Route.get(PATH + "/{type}", this::show),
                Route.put(PATH + "/{type}", this::configure),
                Route.post(PATH + "/{type}/reset-breaker", this::resetBreaker));
    }

    private Answer list(ServerRequest request) {
        Parameters.none(request);
        return Answer.ok(agents.all());
    }

    private Answer lag(ServerRequest request) {
        Parameters.none(request);
        return Answer.ok(agents.lag());
    }

    private Answer show(ServerRequest request) {
        Parameters.none(request);
        var type = type(request);
        return Answer.ok(agents.find(type).orElseThrow(() -> new AgentNotFoundException(type)));
    }

    private Answer configure(ServerRequest request) {
        Parameters.none(request);
        var type = type(request);
        return Answer.ok(agents.configure(type, AgentSettingsBody.read(Body.read(request))));
    }

    private Answer resetBreaker(ServerRequest request) {
        Parameters.none(request);
        return Answer.ok(agents.resetBreaker(type(request)));
    }

    /// A type that no agent may have is one that no agent has.
    private static AgentType type(ServerRequest request) {
        try {
            return new AgentType(Route.parameter(request, "type"));
        } catch (IllegalArgumentException e) {
            throw RefusedException.of(ProblemKind.UNKNOWN_AGENT, String.valueOf(e.getMessage()));
        }
    }
}
