package dev.muster.bench;

import dev.muster.common.Json;
import dev.muster.common.wire.CommandRecord;
import dev.muster.common.wire.WireFormat;
import java.util.List;

/// The workflows that are run: kinds of them, one after the other, again and again.
/// @param definitions what is registered before
/// @param agents whose tasks they are, each as `TYPE` or `TYPE=LIMIT`
record Workload(String name, List<Definition> definitions, List<Kind> cycle, List<String> agents) {
    Workload {
        definitions = List.copyOf(definitions);
        cycle = List.copyOf(cycle);
        agents = List.copyOf(agents);
    }

    record Definition(String name, String json) {}

    /// @param definition by whose name it is started
    /// @param end how it has to end, as events call it
    /// @param attempts how many attempts at tasks it takes, compensations included
    record Kind(String definition, Json input, String end, int attempts) {
        static final String COMPLETED = "completed";
        static final String ROLLED_BACK = "rolled_back";

        /// The command that starts it.
        byte[] command() {
            return WireFormat.bytes(new CommandRecord.Start(null, null, definition, null, input, null, null));
        }
    }

    /// @param number of the workflow, from 0
    Kind kind(long number) {
        return cycle.get((int) (number % cycle.size()));
    }

    int payloadBytes() {
        return cycle.stream().mapToInt(kind -> kind.input().text().length()).max().orElse(0);
    }
}
