package dev.muster.bench.part;

import dev.muster.dev.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;

/// The process of the broker. Arguments: the folder of its data.
public final class BrokerPart {
    private BrokerPart() {}

    public static void main(String[] args) {
        try (var broker = EmbeddedBroker.start(Path.of(args[0]), 0)) {
            Part.serve(broker.bootstrap(), Map::of);
        }
    }
}
