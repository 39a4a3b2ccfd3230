package dev.muster.dev;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
final class BrokerProcessIT {
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    private Path folder;

    @Test
    void aKilledBrokerStartsAgainAsTheSameCluster() throws Exception {
        String port;
        String cluster;
        try (var first = broker("first", "0")) {
            port = port(first);
            cluster = clusterAt(port);
            first.kill();
        }

        try (var second = broker("second", port)) {
            assertThat(port(second)).isEqualTo(port);
            assertThat(clusterAt(port)).isEqualTo(cluster);
            assertThat(second.stop()).isEqualTo(ENDED_BY_SIGTERM);
        }
    }

    private MusterProcess broker(String name, String port) {
        return MusterProcess.start(folder.resolve(name + ".log"), Main.class, "broker", "--kafka-port", port,
                "--data",
                folder.resolve("data").toString());
    }

    private static String port(MusterProcess broker) {
        return broker.awaitLine("Kafka is on 127.0.0.1:(\\d+)").group(1);
    }

    private static String clusterAt(String port) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", "127.0.0.1:" + port))) {
            return admin.describeCluster().clusterId().get();
        }
    }
}
