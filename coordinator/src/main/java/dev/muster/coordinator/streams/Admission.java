package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.DefinitionName;
import dev.muster.common.Json;
import dev.muster.common.error.Fault;
import dev.muster.common.error.InvalidDefinitionException;
import dev.muster.common.error.UnknownDefinitionException;
import dev.muster.common.format.AgentCheck;
import dev.muster.common.format.RegisteredActions;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.CommandRecord;
import dev.muster.common.wire.DefinitionRecord;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.core.Gating;
import dev.muster.coordinator.core.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides whether a workflow may start: the same checks at the door, where they are an answer, and on the log, where
/// they count. As safe for threads as its tables.
final class Admission {
    private final AgentTable agents;
    private final DefinitionTable definitions;
    private final DefinitionCache cache;

    Admission(AgentTable agents, DefinitionTable definitions, DefinitionCache cache) {
        this.agents = agents;
        this.definitions = definitions;
        this.cache = cache;
    }

    /// A workflow that may start. Its definition states every timeout that its agents' settings give: what is set later is
    /// for workflows that start later.
    /// @param text of its definition, whose hash is the origin's
    record Admitted(CompiledDefinition definition, Json text, Origin origin, Json input) {}

    /// @throws dev.muster.common.error.MusterException if the definition or input is not valid, or there is no such
    /// definition; see [dev.muster.coordinator.port.Workflows#submit]
    Admitted admit(CommandRecord.Start start) {
        var registered = start.definition() == null ? registered(start) : null;
        var text = registered == null
                ? Objects.requireNonNull(start.definition())
                : registered.definition();
        var written = cache.of(text, this::actions);
        var entries = agents.find(written.plan().agents());
        var input = start.input() == null ? Json.EMPTY_OBJECT : start.input();
        var faults = new ArrayList<>(AgentCheck.faults(written.plan().definition(), actions(entries)));
        faults.addAll(written.definition().inputFaults(input));
        check(faults);
        var timeouts = timeouts(entries);
        var settled = cache.settled(written, timeouts);
        return new Admitted(settled, timeouts.isEmpty() ? text : settled.definition().json(),
                origin(start, registered, settled), input);
    }

    /// The usual timeouts of those agents that have one.
    private static Map<AgentType, Duration> timeouts(Map<AgentType, AgentRecord> entries) {
        var timeouts = new HashMap<AgentType, Duration>();
        entries.forEach((type, entry) -> {
            var timeout = entry.settings() == null ? null : entry.settings().timeout();
            if (timeout != null) {
                timeouts.put(type, timeout);
            }
        });
        return timeouts;
    }

    /// The definition, checked as one that is about to be registered is.
    CompiledDefinition check(Json text) {
        var compiled = cache.of(text, this::actions);
        check(AgentCheck.faults(compiled.plan().definition(), this::actions));
        return compiled;
    }

    /// Which of the plan's agents, and whether workflows, need permits now.
    Gating gating(Plan plan) {
        return agents.gating(plan.agents());
    }

    /// The one text that all ways to write a definition come to.
    /// @throws dev.muster.common.error.MusterException if it is not valid
    Json canonical(Json text) {
        return cache.of(text, this::actions).definition().json();
    }

    @Nullable
    String description(Json text) {
        return cache.of(text).plan().definition().about().description();
    }

    /// What was submitted, whoever asks and however often: the id of the command is left out.
    static ContentHash submission(CommandRecord.Start start) {
        return ContentHash.of(WireFormat.bytes(new CommandRecord.Start(null, start.definition(), start.name(),
                start.version(), start.input(), start.tags(), start.createdBy())));
    }

    private DefinitionRecord registered(CommandRecord.Start start) {
        var name = name(start.name());
        var version = start.version();
        var found = version == null ? definitions.newest(name) : definitions.find(name, version);
        return found.orElseThrow(() -> new UnknownDefinitionException("there is no definition '" + name + "'"
                + (version == null ? "" : " of version " + version)));
    }

    private static DefinitionName name(@Nullable String value) {
        if (value == null) {
            throw new InvalidDefinitionException(
                    List.of(new Fault("", "expected a definition, or the name of a registered one")));
        }
        try {
            return new DefinitionName(value);
        } catch (IllegalArgumentException e) {
            throw new UnknownDefinitionException(String.valueOf(e.getMessage()));
        }
    }

    private static RegisteredActions actions(Map<AgentType, AgentRecord> entries) {
        return type -> Optional.ofNullable(entries.get(type)).map(entry -> new HashSet<>(entry.actions()));
    }

    private Optional<Set<String>> actions(AgentType type) {
        return agents.find(type).map(entry -> new HashSet<>(entry.actions()));
    }

    private static void check(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new InvalidDefinitionException(faults);
        }
    }

    private static Origin origin(CommandRecord.Start start, @Nullable DefinitionRecord registered,
            CompiledDefinition compiled) {
        var about = compiled.plan().definition().about();
        var given = start.tags() == null ? List.<String>of() : start.tags();
        var tags = Stream.concat(about.tags().stream(), given.stream()).distinct().toList();
        return new Origin(compiled.hash(), about.name().value(),
                registered == null ? about.version() : registered.version(), tags,
                start.createdBy() == null ? about.createdBy() : start.createdBy(), submission(start));
    }
}
