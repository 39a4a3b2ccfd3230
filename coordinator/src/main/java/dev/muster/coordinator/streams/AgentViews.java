package dev.muster.coordinator.streams;

import dev.muster.common.format.Durations;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.AgentSettings.BreakerSettings;
import dev.muster.coordinator.port.AgentChange;
import dev.muster.coordinator.port.AgentChange.BreakerRule;
import dev.muster.coordinator.port.AgentRules;
import dev.muster.coordinator.port.AgentView;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Turns agents' entries into what their users see, and what users change into settings.
final class AgentViews {
    private AgentViews() {}

    static AgentRules rules(AgentRecord entry) {
        var settings = settings(entry);
        return new AgentRules(settings.limit(), settings.ratePerSecond(), settings.weights(),
                settings.timeout() == null ? null : Durations.text(settings.timeout()));
    }

    static AgentView.Breaker breaker(AgentRecord entry) {
        var breaker = entry.breaker();
        var rule = Objects.requireNonNullElse(settings(entry).breaker(), BreakerSettings.DEFAULT);
        var state = breaker == null ? AgentRecord.Breaker.State.CLOSED : breaker.state();
        var until = breaker == null || breaker.untilMillis() == null
                ? null
                : Instant.ofEpochMilli(breaker.untilMillis());
        return new AgentView.Breaker(state.name(), rule.failures(),
                Durations.text(Duration.ofMillis(rule.delayMillis())), rule.successes(), until,
                breaker == null ? null : breaker.prober());
    }

    private static AgentSettings settings(AgentRecord entry) {
        return Objects.requireNonNullElse(entry.settings(), AgentSettings.NONE);
    }

    static AgentSettings settings(@Nullable AgentSettings before, AgentChange change) {
        var old = Objects.requireNonNullElse(before, AgentSettings.NONE);
        var rule = old.breaker() == null
                ? null
                : new BreakerRule(old.breaker().failures(), Duration.ofMillis(old.breaker().delayMillis()),
                        old.breaker().successes());
        var changed = change.breaker().after(rule);
        return AgentSettings.NONE.withLimit(change.limit().after(old.limit()))
                .withRatePerSecond(change.rate().after(old.ratePerSecond()))
                .withWeights(change.weights().after(old.weights()))
                .withBreaker(changed == null
                        ? null
                        : new BreakerSettings(changed.failures(), changed.delay().toMillis(),
                                changed.successes()))
                .withTimeout(change.timeout().after(old.timeout()));
    }
}
