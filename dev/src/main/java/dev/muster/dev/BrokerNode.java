package dev.muster.dev;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/// One node of a Kafka cluster, broker and controller, as it is to be started.
/// @param id among the nodes of its cluster
/// @param host the address that it listens on and that clients are told
/// @param port that clients connect to; 0 for any free one
/// @param voters the controllers of all nodes, `id@host:port`, separated by commas; empty for a node that is alone
/// @param different settings that differ from those of `broker.properties`
record BrokerNode(int id, Path data, String host, int port, String voters, Map<String, String> different) {
    static final int ALONE = 1;
    static final String LOOPBACK = "127.0.0.1";

    BrokerNode {
        data = data.toAbsolutePath().normalize();
        different = Map.copyOf(different);
    }

    static BrokerNode alone(Path data, int port, Map<String, String> different) {
        return new BrokerNode(ALONE, data, LOOPBACK, port, "", different);
    }

    /// Where its own controller listens; port 0 for any free one.
    InetSocketAddress controller() {
        return voters.isEmpty()
                ? new InetSocketAddress(host, 0)
                : Objects.requireNonNull(parsed(voters).get(id), "a node is one of its voters");
    }

    /// @param own where its own controller is bound
    String voters(InetSocketAddress own) {
        return voters.isEmpty() ? id + "@" + host + ":" + own.getPort() : voters;
    }

    /// @param own where its own controller is bound
    Map<Integer, InetSocketAddress> controllers(InetSocketAddress own) {
        return parsed(voters(own));
    }

    /// Nodes with the same voters are of one cluster.
    Uuid cluster() {
        if (voters.isEmpty()) {
            return Uuid.randomUuid();
        }
        var name = UUID.nameUUIDFromBytes(voters.getBytes(StandardCharsets.UTF_8));
        return new Uuid(name.getMostSignificantBits(), name.getLeastSignificantBits());
    }

    private static Map<Integer, InetSocketAddress> parsed(String voters) {
        return Arrays.stream(voters.split(",")).collect(Collectors.toMap(
                voter -> Integer.valueOf(voter.substring(0, voter.indexOf('@'))),
                voter -> new InetSocketAddress(voter.substring(voter.indexOf('@') + 1, voter.indexOf(':')),
                        Integer.parseInt(voter.substring(voter.indexOf(':') + 1)))));
    }
}
