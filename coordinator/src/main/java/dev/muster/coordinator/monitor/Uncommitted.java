package dev.muster.coordinator.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What one stream thread has decided since its last commit. It counts once that is committed; what is lost with its
/// transaction is decided again, here or elsewhere, and counts then. Owned by the thread.
public final class Uncommitted {
    private final Consumer<Occurrence> counting;
    private final List<Occurrence> occurrences = new ArrayList<>();

    /// @param counting where to what is committed goes
    public Uncommitted(Consumer<Occurrence> counting) {
        this.counting = counting;
    }

    public void add(Occurrence occurrence) {
        occurrences.add(occurrence);
    }

    public void committed() {
        occurrences.forEach(counting);
        occurrences.clear();
    }

    public void lost() {
        occurrences.clear();
    }
}
