package dev.muster.dev.settings;

import dev.muster.cli.CommandFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everything that is wrong with the settings of a command, so that it is told at once. Has one owner.
public final class Faults {
    private final List<String> found = new ArrayList<>();

    public void add(String fault) {
        found.add(fault);
    }

    public void addAll(List<String> faults) {
        found.addAll(faults);
    }

    /// @param fault told if that isn't so
    public void require(boolean is, String fault) {
        if (!is) {
            found.add(fault);
        }
    }

    /// Takes what a check refuses for a fault.
    /// @param before what the fault's text begins with
    /// @return what the check gives; null if it refuses
    public <T> @Nullable T of(String before, Supplier<@Nullable T> check) {
        try {
            return check.get();
        } catch (IllegalArgumentException | CommandFailedException e) {
            found.add(before + e.getMessage());
            return null;
        }
    }

    public List<String> found() {
        return List.copyOf(found);
    }

    /// @throws CommandFailedException with all faults, if there are any
    public void check() {
        if (found.size() == 1) {
            throw CommandFailedException.usage(found.getFirst());
        }
        if (!found.isEmpty()) {
            throw CommandFailedException.usage("the settings have " + found.size() + " faults:", found);
        }
    }
}
