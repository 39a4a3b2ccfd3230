package dev.muster.coordinator.monitor;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UncommittedTest {
    private final List<Occurrence> counted = new ArrayList<>();
    private final Uncommitted uncommitted = new Uncommitted(counted::add);

    @Test
    void nothingCountsBeforeItIsCommitted() {
        uncommitted.add(new Occurrence.DeadLetter());

        assertThat(counted).isEmpty();
    }

    @Test
    void whatIsCommittedCountsOnce() {
        uncommitted.add(new Occurrence.DeadLetter());
        uncommitted.add(new Occurrence.RollbackEnded());

        uncommitted.committed();
        uncommitted.committed();

        assertThat(counted).containsExactly(new Occurrence.DeadLetter(), new Occurrence.RollbackEnded());
    }

    @Test
    void whatIsLostNeverCounts() {
        uncommitted.add(new Occurrence.DeadLetter());

        uncommitted.lost();
        uncommitted.committed();

        assertThat(counted).isEmpty();
    }
}
