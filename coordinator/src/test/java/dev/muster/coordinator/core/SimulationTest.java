package dev.muster.coordinator.core;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// P1 to P5, P7 and P10 over random workflows on random schedules. One seed is replayed by
/// `./mvnw -pl coordinator -am test -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dmuster.seed=N`.
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("muster.seeds", 10_000);

    @Test
    void p1_p2_p3_p4_p5_p7_p10_holdOnRandomSchedules() {
        var given = Long.getLong("muster.seed");
        if (given != null) {
            Simulation.run(given);
            return;
        }
        var seen = new HashSet<Class<?>>();
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                seen.addAll(Simulation.run(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("replay with -Dmuster.seed=" + seed, e);
            }
        }
        assertThat(seen).as("every event happens").containsAll(eventTypes());
    }

    private static List<Class<?>> eventTypes() {
        return Stream.concat(Stream.of(WorkflowEvent.class.getPermittedSubclasses()),
                Stream.of(WorkflowEvent.TaskEvent.class.getPermittedSubclasses()))
                .filter(type -> !type.isInterface() && type != WorkflowEvent.ContinuationNeeded.class)
                .collect(Collectors.toList());
    }
}
