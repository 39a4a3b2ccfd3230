package dev.muster.worker;

import dev.failsafe.CircuitBreaker;
import dev.muster.common.AgentType;
import dev.muster.common.WorkerId;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.AgentRecord.Breaker.State;
import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.AgentSettings.BreakerSettings;
import dev.muster.common.wire.WorkerRecord.BreakerWord;
import dev.muster.worker.FleetBreaker.Position;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The circuit breaker of one agent type in this worker: Failsafe's, which counts what handlers do, and is opened and
/// closed as the fleet's is. Thread-safe.
final class AgentBreaker {
    private static final Logger LOG = LoggerFactory.getLogger(AgentBreaker.class);

    private final AgentType agent;
    private final Predicate<TaskFailure> counts;
    private final InstantSource clock;
    private final Runnable onWord;
    private final BreakerSettings proposed;
    // Guarded by this.
    private BreakerSettings settings;
    private CircuitBreaker<Object> breaker;
    private FleetBreaker fleet;

    /// @param onWord told when there is a word to say at once
    AgentBreaker(AgentDefinition agent, WorkerId worker, InstantSource clock, Runnable onWord) {
        this.agent = agent.type();
        this.counts = agent.counted();
        this.proposed = Optional.ofNullable(agent.settings().breaker()).orElse(BreakerSettings.DEFAULT);
        this.settings = proposed;
        this.breaker = breaker(proposed);
        this.clock = clock;
        this.onWord = onWord;
        this.fleet = FleetBreaker.of(worker.value());
    }

    private static CircuitBreaker<Object> breaker(BreakerSettings settings) {
        return CircuitBreaker.builder().withFailureThreshold(settings.failures())
                .withSuccessThreshold(settings.successes())
                .withDelay(Duration.ofMillis(settings.delayMillis())).build();
    }

    /// The epoch in which what is taken now is taken: its outcome counts in that one alone.
    synchronized int epoch() {
        return fleet.fleet().epoch();
    }

    synchronized Position position() {
        if (fleet.isLeftAlone(Duration.ofMillis(settings.delayMillis()), clock.instant())) {
            LOG.atWarn().addKeyValue("agent", agent)
                    .log("No coordinator followed an open circuit breaker; its tasks are tried again");
            fleet = fleet.relent();
            breaker.close();
        }
        return fleet.position();
    }

    /// What the next heartbeat is to say; null if there is nothing.
    synchronized @Nullable BreakerWord word() {
        return fleet.word(clock.instant());
    }

    /// As this worker acts on it, which may be ahead of the fleet.
    synchronized State state() {
        return switch (breaker.getState()) {
            case CLOSED -> State.CLOSED;
            case OPEN -> State.OPEN;
            case HALF_OPEN -> State.HALF_OPEN;
        };
    }

    /// The agent type's entry changed.
    synchronized void follow(AgentRecord agent) {
        use(Optional.ofNullable(agent.settings()).map(AgentSettings::breaker).orElse(proposed));
        var before = fleet;
        fleet = fleet.follow(FleetBreaker.Seen.of(agent.breaker()));
        if (!fleet.equals(before)) {
            drive();
            LOG.atInfo().addKeyValue("agent", this.agent).addKeyValue("state", fleet.fleet().state())
                    .addKeyValue("epoch", fleet.fleet().epoch()).log("The fleet's circuit breaker changed");
        }
    }

    private void use(BreakerSettings changed) {
        if (!changed.equals(settings)) {
            settings = changed;
            breaker = breaker(changed);
            drive();
        }
    }

    private void drive() {
        switch (fleet.wanted() == null ? fleet.fleet().state() : fleet.wanted()) {
            // Closing what is closed would keep what it has counted.
            case CLOSED -> breaker = breaker(settings);
            case OPEN -> breaker.open();
            case HALF_OPEN -> {
                breaker.open();
                breaker.halfOpen();
            }
        }
    }

    /// @param epoch in which the task was taken
    void record(Outcome outcome, int epoch) {
        if (count(outcome, epoch)) {
            onWord.run();
        }
    }

    /// @return whether there is something new to say
    private synchronized boolean count(Outcome outcome, int epoch) {
        if (epoch != fleet.fleet().epoch() || fleet.position() == Position.HOLD) {
            return false;
        }
        switch (outcome) {
            case Outcome.Succeeded _ -> breaker.recordSuccess();
            case Outcome.Failed(var code, var message, var isRetryable) -> {
                if (counts.test(new TaskFailure(code, message, isRetryable))) {
                    breaker.recordFailure();
                }
            }
        }
        var before = fleet;
        if (breaker.isOpen()) {
            fleet = fleet.open(clock.instant());
        } else if (breaker.isClosed()) {
            fleet = fleet.close(clock.instant());
        }
        if (!fleet.equals(before)) {
            LOG.atWarn().addKeyValue("agent", agent).addKeyValue("state", fleet.wanted())
                    .log("The circuit breaker changed, and the fleet is told");
        }
        return !fleet.equals(before);
    }
}
