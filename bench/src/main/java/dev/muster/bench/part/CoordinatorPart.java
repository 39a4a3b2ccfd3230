package dev.muster.bench.part;

import dev.muster.coordinator.Coordinator;
import dev.muster.coordinator.CoordinatorConfig;
import dev.muster.coordinator.streams.EngineConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/// The process of a coordinator. Arguments: where Kafka is, its folder, partitions, threads, the limit of running
/// workflows or `none`, standbys.
public final class CoordinatorPart {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final String THREADS = "kafka.streams:type=stream-thread-metrics,*";

    private static final String[] COMMITS = {"commit-total"};

    private CoordinatorPart() {}

    public static void main(String[] args) throws InterruptedException {
        var partitions = Integer.parseInt(args[2]);
        var standbys = Integer.parseInt(args[5]);
        var engine = EngineConfig.of(args[0], Path.of(args[1]))
                .keeping(keeping -> keeping.withPartitions(partitions).withStandbys(standbys))
                .withRunningLimit(args[4].equals("none") ? null : Integer.valueOf(args[4]))
                .withKafka(Map.of("num.stream.threads", args[3]));
        try (var coordinator = Coordinator.start(CoordinatorConfig.of(engine).withHttp(0))) {
            if (!coordinator.awaitReady(READY_WITHIN)) {
                throw new IllegalStateException(
                        "the coordinator is not ready, expected it to be within " + READY_WITHIN);
            }
            Part.serve("127.0.0.1:" + coordinator.httpPort().orElseThrow(),
                    () -> Map.of("commits", commits()));
        }
    }

    /// How many transactions its threads have committed, by Kafka's own count.
    private static double commits() {
        var server = ManagementFactory.getPlatformMBeanServer();
        try {
            var commits = 0.0;
            for (var thread : server.queryNames(new ObjectName(THREADS), null)) {
                for (var count : server.getAttributes(thread, COMMITS).asList()) {
                    commits += ((Number) count.getValue()).doubleValue();
                }
            }
            return commits;
        } catch (JMException e) {
            throw new IllegalStateException("the counts of Kafka Streams can't be read", e);
        }
    }
}
