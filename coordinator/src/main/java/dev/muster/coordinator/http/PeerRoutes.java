package dev.muster.coordinator.http;

import dev.muster.coordinator.port.OwnAnswers;
import dev.muster.coordinator.port.PeerQuestion;
import dev.muster.coordinator.port.Role;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import tools.jackson.core.JacksonException;

/// The questions of other coordinators, which are none of the published API. They are answered from what is here and
/// never asked on, so that no question can go round in a circle.
final class PeerRoutes {
    private final OwnAnswers own;

    PeerRoutes(OwnAnswers own) {
        this.own = own;
    }

    List<Route> routes() {
        return List.of(Route.post(PeerQuestion.PATH, this::answer).forA(Role.PEER));
    }

    private Answer answer(ServerRequest request) {
        Parameters.none(request);
        return Answer.ok(question(request).put(own));
    }

    private static PeerQuestion<?> question(ServerRequest request) {
        try {
            return ApiJson.MAPPER.treeToValue(Body.read(request), PeerQuestion.class);
        } catch (JacksonException e) {
            throw Parameters
                    .unreadable("the body is no question, expected one of those that coordinators ask");
        }
    }
}
