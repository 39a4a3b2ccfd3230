package dev.muster.coordinator.http;

import dev.muster.common.WorkflowId;
import dev.muster.coordinator.port.EventFilter;
import dev.muster.coordinator.port.Events;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The lifecycle events of all workflows, told as they are committed.
final class EventRoutes {
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
    private static final List<String> PARAMETERS = List.of("workflow", "type", "tag");

    private final Events events;
    private final OpenStreams streams;

    EventRoutes(Events events, OpenStreams streams) {
        this.events = events;
        this.streams = streams;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/v1/events", this::listen));
    }

    private Reply listen(ServerRequest request) {
        var parameters = new Parameters(request, PARAMETERS);
        var filter = filter(parameters);
        if (request.prologue().method().text().equals("HEAD")) {
            return new Answer(200, EventStream.MEDIA_TYPE, "", Map.of());
        }
        var after = request.headers().value(LAST_EVENT_ID).filter(id -> !id.isEmpty()).orElse(null);
        var open = streams.open(Visitor.of(request));
        try {
            return new EventStream(subscribed(filter, after), open, streams.rules());
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    private Events.Subscription subscribed(EventFilter filter, @Nullable String after) {
        try {
            return events.subscribe(filter, after);
        } catch (IllegalArgumentException e) {
            throw Parameters
                    .unreadable("the header Last-Event-ID is none that an event had, expected one that did");
        }
    }

    private static EventFilter filter(Parameters parameters) {
        var workflow = parameters.text("workflow");
        var types = parameters.text("type");
        try {
            return new EventFilter(workflow == null ? null : new WorkflowId(workflow),
                    types == null ? List.of() : List.of(types.split(",", -1)), parameters.text("tag"));
        } catch (IllegalArgumentException e) {
            throw Parameters.unreadable(String.valueOf(e.getMessage()));
        }
    }
}
