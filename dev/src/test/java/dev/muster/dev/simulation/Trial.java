package dev.muster.dev.simulation;

import dev.muster.dev.simulation.World.Sabotage;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks for the first seed with which a fleet breaks a promise. In the words of the JDK alone, so that it can be asked
/// through another class loader.
public final class Trial {
    private Trial() {}

    /// @param sabotages by name, separated by spaces; may be blank
    /// @return the seed and what it broke; null if all seeds keep all promises
    public static @Nullable String firstBroken(long seeds, String sabotages) {
        Set<Sabotage> all = Stream.of(sabotages.split(" ")).filter(name -> !name.isBlank())
                .map(Sabotage::valueOf).collect(Collectors.toSet());
        for (long seed = 0; seed < seeds; seed++) {
            var broken = FleetSimulation.run(seed, all).broken();
            if (!broken.isEmpty()) {
                return "seed " + seed + ": " + broken.getFirst();
            }
        }
        return null;
    }
}
