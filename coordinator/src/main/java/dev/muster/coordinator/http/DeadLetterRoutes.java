package dev.muster.coordinator.http;

import dev.muster.common.error.UnknownDeadLetterException;
import dev.muster.coordinator.port.DeadLetterFilter;
import dev.muster.coordinator.port.DeadLetterId;
import dev.muster.coordinator.port.DeadLetterView;
import dev.muster.coordinator.port.DeadLetters;
import io.helidon.webserver.http.ServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Dead letters: look at them, put them back, be done with them.
final class DeadLetterRoutes {
    private static final String PATH = "/api/v1/dead-letters";
    private static final int LISTED = 100;
    private static final List<String> STATES = Arrays.stream(DeadLetterView.State.values()).map(Enum::name)
            .toList();

    private final DeadLetters letters;

    DeadLetterRoutes(DeadLetters letters) {
        this.letters = letters;
    }

    List<Route> routes() {
        return List.of(Route.get(PATH, this::list),
                Route.get(PATH + "/{id}", this::show),
                Route.post(PATH + "/{id}/replay", request -> settle(request, letters::replay)),
                Route.post(PATH + "/{id}/discard", request -> settle(request, letters::discard)));
    }

    private Answer list(ServerRequest request) {
        var parameters = new Parameters(request, List.of("state", "topic", "limit", "cursor"));
        var state = parameters.oneOf("state", STATES);
        var filter = new DeadLetterFilter(
                state == null ? DeadLetterView.State.OPEN : DeadLetterView.State.valueOf(state),
                parameters.text("topic"), parameters.whole("limit", 1, WorkflowRoutes.MOST_LISTED, LISTED),
                parameters.text("cursor"));
        try {
            return Answer.ok(letters.list(filter));
        } catch (IllegalArgumentException e) {
            throw Parameters.unreadable("parameter 'cursor' is none that a page gave, expected one that did");
        }
    }

    private Answer show(ServerRequest request) {
        Parameters.none(request);
        var id = id(request);
        return Answer.ok(letters.find(id).orElseThrow(() -> unknown(id.toString())));
    }

    private static Answer settle(ServerRequest request, Function<DeadLetterId, DeadLetterView> order) {
        Parameters.none(request);
        if (request.content().hasEntity()) {
            new Fields(Body.read(request), List.of()).check();
        }
        return Answer.ok(order.apply(id(request)));
    }

    /// An id that no letter may have is one that no letter has.
    private static DeadLetterId id(ServerRequest request) {
        var text = Route.parameter(request, "id");
        try {
            return DeadLetterId.of(text);
        } catch (IllegalArgumentException e) {
            throw unknown(text);
        }
    }

    private static UnknownDeadLetterException unknown(String id) {
        return new UnknownDeadLetterException("there is no dead letter '" + id
                + "', expected the id of one of the latest, such as 2-17");
    }
}
