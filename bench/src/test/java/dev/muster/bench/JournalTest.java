package dev.muster.bench;

import dev.muster.bench.MeasuredFleet.Counts;
import dev.muster.bench.Window.Verdict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JournalTest {
    private static final long MILLI = 1_000_000;

    private final Journal journal = new Journal(Workloads.chain3(1));

    @Test
    void aLatencyCountsFromWhenTheWorkflowWasDue() {
        var number = journal.submitted(10 * MILLI);

        journal.ended(number, "completed", 30 * MILLI);

        assertThat(journal.latencies().getMaxValue()).isBetween(20_000L, 20_100L);
    }

    @Test
    void whatWasDueBeforeTheWindowIsNoneOfItsLatencies() {
        var early = journal.submitted(10 * MILLI);
        journal.open(20 * MILLI);
        var late = journal.submitted(25 * MILLI);

        journal.ended(early, "completed", 30 * MILLI);
        journal.ended(late, "completed", 30 * MILLI);

        assertThat(journal.latencies().getTotalCount()).isEqualTo(1);
        assertThat(journal.ended()).isEqualTo(2);
    }

    @Test
    void aRunInWhichAllEndedAsTheyShouldIsClean() {
        journal.ended(journal.submitted(0), "completed", MILLI);

        assertThat(verdict(3, 0)).isEqualTo(new Verdict(0, 0, 0));
        assertThat(verdict(3, 0).isClean()).isTrue();
    }

    @Test
    void aWorkflowThatDoesNotEndIsLost() {
        journal.submitted(0);

        assertThat(verdict(0, 0)).isEqualTo(new Verdict(0, 1, 0));
    }

    @Test
    void aTaskThatNeverRanIsLostThoughItsWorkflowEnded() {
        journal.ended(journal.submitted(0), "completed", MILLI);

        assertThat(verdict(2, 0)).isEqualTo(new Verdict(0, 1, 0));
    }

    @Test
    void aSecondEndIsADuplicate() {
        var number = journal.submitted(0);
        journal.ended(number, "completed", MILLI);

        journal.ended(number, "completed", MILLI);

        assertThat(verdict(3, 0)).isEqualTo(new Verdict(0, 0, 1));
        assertThat(journal.wrong()).containsExactly("workflow 0 ended once more: completed");
    }

    @Test
    void anAttemptThatRanTwiceIsADuplicateInOneProcessAndInTwo() {
        journal.ended(journal.submitted(0), "completed", MILLI);

        assertThat(verdict(3, 1)).isEqualTo(new Verdict(0, 0, 1));
        assertThat(verdict(4, 0)).isEqualTo(new Verdict(0, 0, 1));
    }

    @Test
    void anEndThatIsNotTheExpectedOneIsAnError() {
        journal.ended(journal.submitted(0), "failed", MILLI);

        assertThat(journal.errors()).isEqualTo(1);
        assertThat(journal.wrong()).containsExactly("workflow 0 ended failed, expected completed");
    }

    @Test
    void whatIsTurnedAwayIsNeitherLostNorAnErrorNorALatency() {
        var number = journal.submitted(10 * MILLI);

        journal.refused(number, 12 * MILLI);

        assertThat(verdict(0, 0)).isEqualTo(new Verdict(0, 0, 0));
        assertThat(journal.latencies().getTotalCount()).isZero();
        assertThat(journal.refusals().getMaxValue()).isBetween(2_000L, 2_010L);
    }

    @Test
    void whatRanThoughItWasTurnedAwayIsAnError() {
        var number = journal.submitted(0);
        journal.ended(number, "completed", MILLI);

        journal.refused(number, MILLI);

        assertThat(journal.errors()).isEqualTo(1);
        assertThat(journal.wrong()).containsExactly("workflow 0 was refused and has ended");
    }

    private Verdict verdict(long executions, long repeated) {
        return Verdict.of(journal, 0, new Counts(0, executions, repeated, 0, 0, 0));
    }
}
