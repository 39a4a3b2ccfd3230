package dev.muster.coordinator.monitor;

import dev.muster.common.AgentType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// What has been counted since this coordinator started. An agent type has series once something was decided for it, which
/// is so of registered ones only: a workflow that names another is refused. Thread-safe.
final class Counters {
    private static final String AGENT = "agent";
    /// Few, because each is a series of each agent type.
    private static final Duration[] BOUNDS = Stream
            .of("PT0.01S", "PT0.05S", "PT0.25S", "PT1S", "PT5S", "PT30S", "PT2M", "PT10M", "PT1H")
            .map(Duration::parse).toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Map<AgentType, OfAgent> byAgent = new ConcurrentHashMap<>();
    private final Timer workflows;
    private final Counter rollbacks;
    private final Counter deadLetters;
    private final Map<Occurrence.Crowd, Counter> refusals = new EnumMap<>(Occurrence.Crowd.class);

    private record OfAgent(Counter ready, Map<Occurrence.Outcome, Counter> ended, Timer duration) {
        Counter ended(Occurrence.Outcome outcome) {
            return Objects.requireNonNull(ended.get(outcome), "every outcome is counted");
        }
    }

    Counters(MeterRegistry registry) {
        this.registry = registry;
        this.workflows = duration("muster.workflow.duration",
                "From the start of workflows to their end").register(registry);
        this.rollbacks = Counter.builder("muster.rollbacks")
                .description("Rollbacks that ended, whether all could be undone or not").register(registry);
        this.deadLetters = Counter.builder("muster.dead.letters")
                .description("Records that were put aside because they could not be read or accepted")
                .register(registry);
        for (var crowd : Occurrence.Crowd.values()) {
            refusals.put(crowd, Counter.builder("muster.submissions.refused")
                    .description("New workflows that were kept out").tag("crowd", crowd.label())
                    .register(registry));
        }
    }

    void count(Occurrence occurrence) {
        switch (occurrence) {
            case Occurrence.AttemptReady(var agent) -> of(agent).ready().increment();
            case Occurrence.AttemptEnded(var agent, var outcome, var took) -> {
                var meters = of(agent);
                meters.ended(outcome).increment();
                if (took != null) {
                    meters.duration().record(took);
                }
            }
            case Occurrence.WorkflowEnded(var took) -> {
                if (took != null) {
                    workflows.record(took);
                }
            }
            case Occurrence.RollbackEnded ended -> rollbacks.increment();
            case Occurrence.DeadLetter letter -> deadLetters.increment();
            case Occurrence.SubmissionRefused(var crowd) ->
                Objects.requireNonNull(refusals.get(crowd), "every crowd is counted").increment();
        }
    }

    private OfAgent of(AgentType agent) {
        return byAgent.computeIfAbsent(agent, this::register);
    }

    /// All outcomes at once: of a counter that comes with its first increment, that one would be seen as no change.
    private OfAgent register(AgentType agent) {
        var ended = new EnumMap<Occurrence.Outcome, Counter>(Occurrence.Outcome.class);
        for (var outcome : Occurrence.Outcome.values()) {
            ended.put(outcome, Counter.builder("muster.tasks").description("Attempts that ended, by outcome")
                    .tag(AGENT, agent.value()).tag("outcome", outcome.label()).register(registry));
        }
        return new OfAgent(
                Counter.builder("muster.tasks.ready").description("Attempts that became ready")
                        .tag(AGENT, agent.value()).register(registry),
                ended, duration("muster.task.duration", "From when tasks were ready first to their end")
                        .tag(AGENT, agent.value()).register(registry));
    }

    private static Timer.Builder duration(String name, String description) {
        return Timer.builder(name).description(description).serviceLevelObjectives(BOUNDS);
    }
}
