package dev.muster.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ArrivalsTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void aClosedLoopWaitsForAnEndWhenEnoughAreUnderWay() {
        var arrivals = new Arrivals.Closed(2);

        assertThat(arrivals.next(17, 1)).isEqualTo(17);
        assertThat(arrivals.next(17, 2)).isEqualTo(Arrivals.NOT_YET);
    }

    @Test
    void anOpenLoopGivesEachItsTimeWhateverIsUnderWay() {
        var arrivals = new Arrivals.Open(5 * SECOND, 4);

        var first = arrivals.next(0, 1_000_000);
        arrivals.submitted();
        var second = arrivals.next(0, 1_000_000);

        assertThat(first).isEqualTo(5 * SECOND);
        assertThat(second).isEqualTo(5 * SECOND + SECOND / 4);
    }

    @Test
    void whatAnOpenLoopSubmitsTooLateIsStillDueWhenItWas() {
        var arrivals = new Arrivals.Open(0, 10);
        arrivals.submitted();

        var due = arrivals.next(60 * SECOND, 0);

        assertThat(due).isEqualTo(SECOND / 10);
    }

    @Test
    void anOpenLoopDoesNotDriftOverHours() {
        var arrivals = new Arrivals.Open(0, 3);

        for (var index = 0; index < 3 * 3_600; index++) {
            arrivals.submitted();
        }

        assertThat(arrivals.next(0, 0)).isEqualTo(3_600 * SECOND);
    }
}
