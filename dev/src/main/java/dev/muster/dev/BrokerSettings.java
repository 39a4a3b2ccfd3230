package dev.muster.dev;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What a broker of one node, for development and tests, is told.
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CLIENTS = "PLAINTEXT";
    static final String CONTROLLER = "CONTROLLER";

    private BrokerSettings() {}

    static Map<String, String> of(Path data, int port, int controllerPort) {
        var settings = new HashMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE_ID));
        settings.put("log.dirs", data.toString());
        settings.put("listeners",
                CLIENTS + "://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", CLIENTS + "://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", CLIENTS);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        // A topic that nobody created is a mistake of the caller, who should see it.
        settings.put("auto.create.topics.enable", "false");
        settings.putAll(INTERNAL_TOPICS);
        settings.putAll(GROUPS);
        settings.putAll(FOOTPRINT);
        return settings;
    }

    /// One node can't replicate; few partitions keep the start quick and the data folder small.
    private static final Map<String, String> INTERNAL_TOPICS = Map.of("offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "4", "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1", "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.replication.factor", "1", "share.coordinator.state.topic.min.isr",
            "1",
            "share.coordinator.state.topic.num.partitions", "4",
            // A killed coordinator's open transaction holds back every committed read until it is aborted.
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");

    /// Members join at once, and the lower bounds let a test ask for short sessions, locks and few deliveries.
    /// The defaults that a group gets without asking stay Kafka's own.
    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.assignment.interval.ms", "0"),
            Map.entry("group.consumer.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "100"),
            Map.entry("group.share.assignment.interval.ms", "0"),
            Map.entry("group.share.min.session.timeout.ms", "1000"),
            Map.entry("group.share.min.heartbeat.interval.ms", "100"),
            Map.entry("group.share.min.record.lock.duration.ms", "1000"),
            Map.entry("group.share.max.record.lock.duration.ms", "3600000"),
            Map.entry("group.share.min.delivery.count.limit", "2"),
            Map.entry("group.share.max.delivery.count.limit", "25"),
            Map.entry("group.share.max.partition.max.record.locks", "10000"),
            Map.entry("group.share.initialize.retry.interval.ms", "1000"),
            Map.entry("group.share.max.size", "1000"));

    /// A broker that shares its machine with everything else; the log cleaner alone would take 128 MiB of heap.
    private static final Map<String, String> FOOTPRINT = Map.of("num.network.threads", "2", "num.io.threads",
            "4",
            "background.threads", "2", "log.cleaner.dedupe.buffer.size", "4194304",
            "log.index.size.max.bytes",
            "1048576", "socket.listen.backlog.size", "128");
}
