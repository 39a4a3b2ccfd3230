package dev.muster.coordinator.streams;

import dev.muster.common.WorkerId;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.AgentSettings.BreakerSettings;
import dev.muster.common.wire.GateRecord;
import dev.muster.coordinator.gate.Breaker;
import dev.muster.coordinator.gate.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is registered of an agent type, and how it changes. Once a type was bounded it stays gated, so that no permit is
/// ever out that the gate does not know.
final class AgentEntry {
    static final AgentRecord NEW = new AgentRecord(List.of());

    private AgentEntry() {}

    /// A worker offers the type. What it proposes counts if nobody set anything before.
    static AgentRecord registered(AgentRecord entry, GateRecord.Register offer) {
        var actions = new TreeSet<>(entry.actions());
        actions.addAll(offer.actions());
        var settings = entry.settings() == null ? offer.settings() : entry.settings();
        return new AgentRecord(List.copyOf(actions), settings, isGated(entry, settings), entry.breaker());
    }

    static AgentRecord configured(AgentRecord entry, AgentSettings settings) {
        return new AgentRecord(entry.actions(), settings, isGated(entry, settings), entry.breaker());
    }

    /// A type that was asked for a permit is gated, whatever its settings.
    static AgentRecord gated(AgentRecord entry) {
        return entry.isGated()
                ? entry
                : new AgentRecord(entry.actions(), entry.settings(), true, entry.breaker());
    }

    static AgentRecord with(AgentRecord entry, Breaker breaker) {
        var until = breaker.until() == null ? null : breaker.until().toEpochMilli();
        var prober = breaker.prober() == null ? null : breaker.prober().value();
        return new AgentRecord(entry.actions(), entry.settings(), entry.gated(),
                new AgentRecord.Breaker(AgentRecord.Breaker.State.valueOf(breaker.state().name()),
                        breaker.epoch(), until, prober));
    }

    static Breaker breaker(AgentRecord entry) {
        var breaker = entry.breaker();
        return breaker == null
                ? Breaker.NEW
                : new Breaker(Breaker.State.valueOf(breaker.state().name()), breaker.epoch(),
                        breaker.untilMillis() == null ? null : Instant.ofEpochMilli(breaker.untilMillis()),
                        breaker.prober() == null ? null : new WorkerId(breaker.prober()));
    }

    static Breaker.Word word(GateRecord.Breaker said) {
        return new Breaker.Word(new WorkerId(said.worker()), Breaker.State.valueOf(said.state().name()),
                said.epoch());
    }

    static Duration breakerDelay(AgentRecord entry) {
        var settings = entry.settings() == null ? null : entry.settings().breaker();
        return Duration.ofMillis(Objects.requireNonNullElse(settings, BreakerSettings.DEFAULT).delayMillis());
    }

    static Terms terms(AgentRecord entry) {
        var settings = entry.settings();
        if (settings == null) {
            return Terms.UNBOUNDED;
        }
        var rate = settings.ratePerSecond();
        var interval = rate == null ? null : Duration.ofNanos(Math.max(1, Math.round(1e9 / rate)));
        return new Terms(settings.limit(), interval,
                settings.weights() == null ? Map.of() : settings.weights());
    }

    private static @Nullable Boolean isGated(AgentRecord entry, @Nullable AgentSettings settings) {
        var isBounding = settings != null && settings.areBounding();
        return (isBounding || entry.isGated()) ? Boolean.TRUE : null;
    }
}
