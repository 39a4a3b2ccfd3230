package dev.muster.dev.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// P1 to P10 in whole fleets, each with faults of its own. See `docs/simulation.md`. One seed is replayed, and told fact by
/// fact, by `./mvnw -pl dev -am test -Dtest=FleetSimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dseed=N`.
class FleetSimulationTest {
    private static final long SEEDS = Long.getLong("seeds", 500);
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.muster");

    @BeforeAll
    static void whatAFleetLogsIsOfNoInterestHere() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void othersLogAgain() {
        LOG.setLevel(null);
    }

    @Test
    void p1_p2_p3_p4_p5_p6_p7_p8_p9_p10_holdWhateverIsDoneToAFleet() {
        var seed = Long.getLong("seed");
        if (seed != null) {
            var run = FleetSimulation.run(seed, Set.of());
            System.out.println(run.history().trace());
            assertThat(run.broken()).isEmpty();
            return;
        }

        assertThat(
                LongStream.range(0, SEEDS).parallel().boxed().flatMap(one -> broken(one).stream()).limit(20))
                .as("replay with -Dseed=N").isEmpty();
    }

    private static List<String> broken(long seed) {
        return FleetSimulation.run(seed, Set.of()).broken().stream().map(line -> "seed " + seed + ": " + line)
                .toList();
    }
}
