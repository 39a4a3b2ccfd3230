package dev.muster.bench.part;

import dev.muster.dev.EmbeddedBroker;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;

/// The process of the broker. Arguments: the folder of its data.
public final class BrokerPart {
    /// What a broker answers `figures` with: how many requests of each kind there were since its start.
    public static final String REQUESTS = "requests";
    private static final String COUNTS = "kafka.network:type=RequestMetrics,name=RequestsPerSec,*";

    private BrokerPart() {}

    public static void main(String[] args) {
        try (var broker = EmbeddedBroker.start(Path.of(args[0]), 0)) {
            Part.serve(broker.bootstrap(), () -> Map.of(REQUESTS, requests()));
        }
    }

    /// By Kafka's own count, which keeps the versions of a request's protocol apart.
    private static Map<String, Long> requests() {
        var server = ManagementFactory.getPlatformMBeanServer();
        try {
            var requests = new TreeMap<String, Long>();
            for (var name : server.queryNames(new ObjectName(COUNTS), null)) {
                requests.merge(name.getKeyProperty("request"), (Long) server.getAttribute(name, "Count"),
                        Long::sum);
            }
            return requests;
        } catch (JMException e) {
            throw new IllegalStateException("the counts of the broker's requests can't be read", e);
        }
    }
}
