package dev.muster.dev;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// One of several Kafka nodes that are a cluster together, in a process of its own.
/// Arguments: its id, its folder, the address it listens on, its port for clients, the voters, and settings as `name=value`.
public final class ClusterNode {
    private ClusterNode() {}

    /// A broker that is alone and forgets nothing, however old it is: for data that are kept as a file.
    public static EmbeddedBroker unforgetting(Path data) {
        return EmbeddedBroker.start(BrokerNode.alone(data, 0,
                Map.of("log.retention.ms", "-1", "offsets.retention.minutes",
                        String.valueOf(Integer.MAX_VALUE))));
    }

    public static void main(String[] args) throws InterruptedException {
        var different = Arrays.stream(args).skip(5).map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        try (var lifetime = new Lifetime();
                var broker = EmbeddedBroker.start(new BrokerNode(Integer.parseInt(args[0]), Path.of(args[1]),
                        args[2], Integer.parseInt(args[3]), args[4], different))) {
            System.out.println("Kafka is on " + broker.bootstrap());
            lifetime.awaitEnd();
        }
    }
}
