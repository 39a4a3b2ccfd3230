package dev.muster.dev;

import dev.muster.common.Topics;
import dev.muster.dev.settings.Faults;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a fleet calls its topics.
final class TopicsOption {
    @Option(names = "--topic-prefix", paramLabel = "PREFIX", defaultValue = "muster.", description = "What the names of the fleet's topics begin with (default: ${DEFAULT-VALUE}).")
    private String prefix = "";

    /// @param faults gets what is wrong with the prefix
    /// @return null if anything is
    @Nullable
    Topics checked(Faults faults) {
        return faults.of("--topic-prefix: ", () -> new Topics(prefix));
    }
}
