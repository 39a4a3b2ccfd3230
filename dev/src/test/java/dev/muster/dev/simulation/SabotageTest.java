package dev.muster.dev.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.muster.dev.simulation.World.Sabotage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// The simulation finds out what is wrong: with the surroundings, and with methods of the real code, one at a time.
@Tag("faults")
class SabotageTest {
    private static final long SEEDS = 100;
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.muster");

    private static final List<Mutant> MUTANTS = List.of(
            // A success that comes late is dropped.
            new Mutant("coordinator.core.Reports", "takeLate", "null"),
            // A success that is known counts once more.
            new Mutant("coordinator.core.Undo", "knows", "false"),
            // Nothing is ever to be undone.
            new Mutant("coordinator.core.Undo", "owes", "false"),
            // Tasks don't wait for those that they depend on.
            new Mutant("coordinator.core.Plan", "dependencies", "empty"),
            // A failure does not stop its workflow.
            new Mutant("coordinator.core.Stopping", "stopIfDue", "nothing"),
            // What has ended or is being stopped goes on.
            new Mutant("coordinator.core.Journal", "isForward", "true"),
            // A task that backs off is never made again.
            new Mutant("coordinator.core.Timers", "retry", "null"),
            // The rollback gets nowhere.
            new Mutant("coordinator.core.Unwinding", "visit", "nothing"),
            // A task is undone before all that depended on it are.
            new Mutant("coordinator.core.Unwinding", "unwound", "equal"),
            // Nothing needs a permit.
            new Mutant("coordinator.core.Journal", "isGated", "false"),
            // A gate has room for everybody.
            new Mutant("coordinator.gate.GateRow", "hasRoom", "true"),
            // Every timer is due at once.
            new Mutant("coordinator.streams.DueTimer", "dueMillis", "0"),
            // A worker that asks whether it may run an attempt is not answered.
            new Mutant("coordinator.streams.ClaimAnswer", "of", "null"),
            // A worker claims for ever what it has reported.
            new Mutant("worker.lease.Claims", "remove", "nothing"));

    @BeforeAll
    static void whatAFleetLogsIsOfNoInterestHere() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void othersLogAgain() {
        LOG.setLevel(null);
    }

    @Test
    void aDefectOfTheSurroundingsIsFoundOut() {
        assertThat(Stream.of(Sabotage.values()).parallel()
                .filter(sabotage -> sabotage != Sabotage.LOST_PERMITS)
                .filter(sabotage -> Trial.firstBroken(SEEDS, sabotage.name()) == null)).isEmpty();
    }

    @Test
    void aDefectOfTheRealCodeIsFoundOut() {
        assertThat(MUTANTS.parallelStream().filter(mutant -> mutant.firstBroken(SEEDS, "") == null))
                .isEmpty();
    }

    /// A gate asks after permits that have been out for long: one that was lost on its way comes back, and without that it would not.
    @Test
    void aPermitIsNotLostForEver() {
        var lost = Sabotage.LOST_PERMITS.name();
        var withoutAudit = new Mutant("coordinator.streams.PermitsOut", "audit", "nothing");

        assertThat(Trial.firstBroken(SEEDS, lost)).isNull();
        assertThat(withoutAudit.firstBroken(SEEDS, lost)).contains("P6: what has ended is still at a gate");
    }
}
