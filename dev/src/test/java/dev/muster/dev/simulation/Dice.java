package dev.muster.dev.simulation;

import java.util.List;
import java.util.SplittableRandom;

/// Everything that chance decides. Owned by the simulation's thread.
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// Whether what happens once in so many times happens now.
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /// @param to not included
    int below(int to) {
        return random.nextInt(to);
    }

    /// @param to not included
    int from(int from, int to) {
        return random.nextInt(from, to);
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
