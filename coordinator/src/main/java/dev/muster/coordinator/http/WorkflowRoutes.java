package dev.muster.coordinator.http;

import dev.muster.common.DefinitionName;
import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.common.error.UnknownWorkflowException;
import dev.muster.coordinator.port.Order;
import dev.muster.coordinator.port.Submission;
import dev.muster.coordinator.port.WorkflowFilter;
import dev.muster.coordinator.port.WorkflowView;
import dev.muster.coordinator.port.Workflows;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Workflows: start them, look at them, give them orders.
final class WorkflowRoutes {
    static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    static final int MOST_LISTED = 1000;

    private static final String PATH = "/api/v1/workflows";
    private static final int LISTED = 100;
    private static final List<String> STATUSES = List.of("PENDING", "RUNNING", "PAUSED", "ROLLING_BACK",
            "COMPLETED",
            "FAILED", "CANCELLED", "ROLLED_BACK", "ROLLBACK_FAILED");

    private final Workflows workflows;

    WorkflowRoutes(Workflows workflows) {
        this.workflows = workflows;
    }

    List<Route> routes() {
        return List.of(Route.post(PATH, this::submit).by(workflows),
                Route.get(PATH, this::list),
                Route.get(PATH + "/{id}", this::show),
                Route.get(PATH + "/{id}/definition", this::definition),
                Route.get(PATH + "/{id}/events", this::events),
                Route.post(PATH + "/{id}/cancel", this::cancel),
                Route.post(PATH + "/{id}/pause", request -> order(request, Order.PAUSE)),
                Route.post(PATH + "/{id}/resume", request -> order(request, Order.RESUME)),
                Route.post(PATH + "/{id}/retry", request -> order(request, Order.RETRY)),
                Route.post(PATH + "/{id}/rollback", request -> order(request, Order.ROLLBACK)));
    }

    private Answer submit(ServerRequest request) {
        Parameters.none(request);
        var submitted = workflows.submit(submission(request));
        var id = Map.of("id", submitted.id().value());
        return submitted.isNew() ? Answer.created(PATH + "/" + submitted.id(), id) : Answer.ok(id);
    }

    private static Submission submission(ServerRequest request) {
        var fields = new Fields(Body.read(request),
                List.of("definition", "name", "version", "input", "id", "tags", "createdBy"));
        var id = fields.parsed("id", WorkflowId::new);
        var definition = fields.object("definition");
        var name = fields.parsed("name", DefinitionName::new);
        var version = fields.positive("version");
        var input = fields.json("input");
        var tags = fields.texts("tags");
        var createdBy = fields.text("createdBy");
        if (fields.has("definition") == fields.has("name")) {
            fields.fault("", "expected either a definition or the name of a registered one");
        }
        if (fields.has("version") && !fields.has("name")) {
            fields.fault("/version", "expected only beside a name");
        }
        fields.check();
        return new Submission(id, definition, name == null ? null : name.value(), version,
                Objects.requireNonNullElse(input, Json.EMPTY_OBJECT), tags,
                createdBy);
    }

    private Answer list(ServerRequest request) {
        var parameters = new Parameters(request, List.of("status", "name", "tag", "limit", "cursor"));
        var filter = new WorkflowFilter(parameters.oneOf("status", STATUSES), parameters.text("name"),
                parameters.text("tag"), parameters.whole("limit", 1, MOST_LISTED, LISTED),
                parameters.text("cursor"));
        try {
            return Answer.ok(workflows.list(filter));
        } catch (IllegalArgumentException e) {
            throw Parameters.unreadable("parameter 'cursor' is none that a page gave, expected one that did");
        }
    }

    private Answer show(ServerRequest request) {
        var parameters = new Parameters(request, List.of("wait", "outputs"));
        var wait = parameters.duration("wait", LONGEST_WAIT);
        var isWhole = !"false".equals(parameters.oneOf("outputs", List.of("true", "false")));
        var id = id(request);
        var view = (wait == null ? workflows.find(id) : workflows.awaitEnd(id, wait))
                .orElseThrow(() -> unknown(id.value()));
        return Answer.ok(isWhole ? view : view.withoutOutputs());
    }

    private Answer definition(ServerRequest request) {
        Parameters.none(request);
        var id = id(request);
        return Answer.ok(workflows.definition(id).orElseThrow(() -> unknown(id.value())));
    }

    private Answer events(ServerRequest request) {
        Parameters.none(request);
        var id = existing(request);
        return Answer.ok(Map.of("events", workflows.events(id)));
    }

    private Answer cancel(ServerRequest request) {
        var rollback = new Parameters(request, List.of("rollback")).flag("rollback");
        if (request.content().hasEntity()) {
            var fields = new Fields(Body.read(request), List.of("rollback"));
            rollback |= fields.flag("rollback");
            fields.check();
        }
        return answered(id(request), rollback ? Order.CANCEL_WITH_ROLLBACK : Order.CANCEL);
    }

    private Answer order(ServerRequest request, Order order) {
        Parameters.none(request);
        if (request.content().hasEntity()) {
            new Fields(Body.read(request), List.of()).check();
        }
        return answered(id(request), order);
    }

    private Answer answered(WorkflowId id, Order order) {
        return Answer.ok(workflows.order(id, order));
    }

    private WorkflowId existing(ServerRequest request) {
        var id = id(request);
        return workflows.find(id).map(WorkflowView::id).map(WorkflowId::new)
                .orElseThrow(() -> unknown(id.value()));
    }

    /// An id that no workflow may have is one that no workflow has.
    private static WorkflowId id(ServerRequest request) {
        var text = Route.parameter(request, "id");
        try {
            return new WorkflowId(text);
        } catch (IllegalArgumentException e) {
            throw unknown(text);
        }
    }

    private static UnknownWorkflowException unknown(String id) {
        return new UnknownWorkflowException(
                "there is no workflow '" + id + "', expected the id of a started one");
    }
}
