package dev.muster.dev.simulation;

import java.util.ArrayList;
import java.util.List;

/// What the checker has found so far. Has one owner.
final class Findings {
    private final List<String> broken = new ArrayList<>();

    /// @param promise such as `P1`
    void unless(boolean kept, String promise, String otherwise) {
        if (!kept) {
            broken.add(promise + ": " + otherwise);
        }
    }

    List<String> broken() {
        return List.copyOf(broken);
    }
}
