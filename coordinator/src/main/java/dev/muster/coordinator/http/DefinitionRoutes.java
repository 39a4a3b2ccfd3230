package dev.muster.coordinator.http;

import dev.muster.common.DefinitionName;
import dev.muster.common.Json;
import dev.muster.common.error.ConflictException;
import dev.muster.common.error.UnknownDefinitionException;
import dev.muster.coordinator.port.Definitions;
import dev.muster.coordinator.port.Role;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Definitions: check, register and read them. A registered version never changes.
final class DefinitionRoutes {
    private static final String PATH = "/api/v1/definitions";

    private final Definitions definitions;

    DefinitionRoutes(Definitions definitions) {
        this.definitions = definitions;
    }

    List<Route> routes() {
        return List.of(Route.get(PATH, this::list),
                Route.post(PATH + "/validate", this::validate).forA(Role.VIEWER),
                Route.get(PATH + "/{name}", request -> show(request, null)),
                Route.put(PATH + "/{name}", this::register),
                Route.get(PATH + "/{name}/{version}", request -> show(request, version(request))),
                Route.put(PATH + "/{name}/{version}", this::registerVersion));
    }

    private Answer list(ServerRequest request) {
        Parameters.none(request);
        return Answer.ok(Map.of("definitions", definitions.all()));
    }

    /// Answers with the definition in JSON, so that whoever holds it in YAML can go on with it.
    private Answer validate(ServerRequest request) {
        Parameters.none(request);
        var definition = text(Body.read(request));
        var valid = definitions.validate(definition);
        return Answer.ok(new Validated(valid.about().name().value(), valid.tasks().size(), definition));
    }

    private Answer show(ServerRequest request, @Nullable Integer version) {
        Parameters.none(request);
        var name = name(request);
        return Answer.ok(definitions.find(name, version).orElseThrow(() -> unknown(name, version)));
    }

    private Answer register(ServerRequest request) {
        Parameters.none(request);
        var name = name(request);
        var definition = named(request, name);
        var newest = newest(name);
        return registered(name, newest, definitions.register(text(definition)));
    }

    /// Versions are counted without gaps and never change, so the one to register is the next, or one that is equal
    /// to what stands there.
    private Answer registerVersion(ServerRequest request) {
        Parameters.none(request);
        var name = name(request);
        var version = version(request);
        var definition = named(request, name);
        var newest = newest(name);
        var there = definitions.find(name, version);
        if (there.isPresent() && isSame(there.get().definition(), text(definition))) {
            return Answer.ok(new Registered(name, version));
        }
        if (there.isPresent() || version != newest + 1) {
            throw new ConflictException("version " + version + " of definition '" + name
                    + (there.isPresent() ? "' stands and is another, " : "' can't be the next, ")
                    + "expected version " + (newest + 1));
        }
        var given = definitions.register(text(definition));
        if (given != version) {
            throw new ConflictException("definition '" + name + "' was registered as version " + given
                    + " and not " + version
                    + ": it is equal to the newest, or somebody else registered one meanwhile");
        }
        return registered(name, newest, given);
    }

    /// However each was written.
    private boolean isSame(Json registered, Json given) {
        return definitions.validate(registered).equals(definitions.validate(given));
    }

    private Answer registered(String name, int newest, int version) {
        var answer = new Registered(name, version);
        return version == newest
                ? Answer.ok(answer)
                : Answer.created(PATH + "/" + name + "/" + version, answer);
    }

    private int newest(String name) {
        return definitions.find(name, null).map(Definitions.Registered::version).orElse(0);
    }

    /// A name that no definition may have is one that no definition has.
    private static String name(ServerRequest request) {
        var text = Route.parameter(request, "name");
        try {
            return new DefinitionName(text).value();
        } catch (IllegalArgumentException e) {
            throw new UnknownDefinitionException(String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode named(ServerRequest request, String name) {
        var body = Body.read(request);
        var own = body.path("name");
        if (own.isString() && !own.stringValue().equals(name)) {
            throw RefusedException.invalid("/name", "is '" + own.stringValue() + "', expected '" + name
                    + "' as in the path");
        }
        return body;
    }

    private static Json text(JsonNode definition) {
        return new Json(ApiJson.MAPPER.writeValueAsString(definition));
    }

    private static int version(ServerRequest request) {
        var text = Route.parameter(request, "version");
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new UnknownDefinitionException(
                    "version '" + text + "' can't be, expected a whole number above 0");
        }
        return Integer.parseInt(text);
    }

    private static UnknownDefinitionException unknown(String name, @Nullable Integer version) {
        return new UnknownDefinitionException("there is no definition '" + name + "'"
                + (version == null ? "" : " in version " + version) + ", expected a registered one");
    }

    record Registered(String name, int version) {}

    /// @param tasks how many tasks it has
    record Validated(String name, int tasks, Json definition) {}
}
