package dev.muster.common.format;

import dev.muster.common.error.Fault;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with a definition, in the order in which it is found.
final class Faults {
    /// Nobody reads more, and each costs memory on its way to the reader.
    static final int MOST = 1_000;

    private final List<Fault> found = new ArrayList<>();
    private int unlisted;

    void add(Pointer at, String message) {
        add(new Fault(at.text(), message));
    }

    void add(Fault fault) {
        if (found.size() < MOST) {
            found.add(fault);
        } else {
            unlisted++;
        }
    }

    void expected(Pointer at, String expected, Node was) {
        add(at, "expected " + expected + ", was " + was.kind());
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    int count() {
        return found.size() + unlisted;
    }

    List<Fault> all() {
        var all = new ArrayList<>(found);
        if (unlisted > 0) {
            all.add(new Fault("", unlisted + " more faults are not listed"));
        }
        return List.copyOf(all);
    }
}
