package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import dev.muster.common.wire.WorkerRecord;
import dev.muster.common.wire.WorkerRecord.Heartbeat;
import dev.muster.common.wire.WorkerRecord.Offer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workers that live, by their latest heartbeats. One is gone when it left, or was silent for too long. Thread-safe.
final class FleetWatch {
    private static final Logger LOG = LoggerFactory.getLogger(FleetWatch.class);

    private final InstantSource clock;
    private final Duration silence;
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();
    private final Map<String, Integer> slots = new ConcurrentHashMap<>();

    private record Heard(Heartbeat heartbeat, long atMillis) {}

    /// A worker that serves an agent type.
    /// @param inFlight tasks of the type that it runs now; null if it does not tell
    record Server(String worker, String version, Offer offer, @Nullable Integer inFlight) {}

    /// @param silence after which a worker is taken for dead
    FleetWatch(InstantSource clock, Duration silence) {
        this.clock = clock;
        this.silence = silence;
    }

    void hear(ConsumerRecord<@Nullable String, byte @Nullable []> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        try {
            hear(record.key(), WireFormat.read(WorkerRecord.class, record.value()));
        } catch (UnreadableRecordException e) {
            // The streams read the same record for its claims, and put it aside.
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("heartbeat not read");
        }
    }

    void hear(String worker, WorkerRecord record) {
        switch (record) {
            case Heartbeat heartbeat -> {
                forgetSilent();
                heard.put(worker, new Heard(heartbeat, clock.millis()));
                heartbeat.agents().forEach(offer -> slots.put(offer.type(), offer.maxInFlight()));
            }
            case WorkerRecord.Left left -> heard.remove(worker);
        }
    }

    /// Those that serve the type, by name.
    List<Server> servers(AgentType type) {
        forgetSilent();
        var servers = new ArrayList<Server>();
        heard.forEach((worker, one) -> one.heartbeat().agents().stream()
                .filter(offer -> offer.type().equals(type.value()))
                .forEach(offer -> servers.add(new Server(worker, one.heartbeat().version(), offer,
                        inFlight(one.heartbeat(), type)))));
        servers.sort(Comparator.comparing(Server::worker));
        return List.copyOf(servers);
    }

    private void forgetSilent() {
        var eldest = clock.millis() - silence.toMillis();
        heard.values().removeIf(one -> one.atMillis() <= eldest);
    }

    /// How many are remembered.
    int size() {
        return heard.size();
    }

    /// How many tasks of the type a worker runs at once, as the last one said that served it; 1 if none ever did.
    int slotsOfOne(AgentType type) {
        return slots.getOrDefault(type.value(), 1);
    }

    private static @Nullable Integer inFlight(Heartbeat heartbeat, AgentType type) {
        return heartbeat.statuses() == null
                ? null
                : heartbeat.statuses().stream().filter(status -> status.type().equals(type.value()))
                        .mapToInt(WorkerRecord.Status::inFlight).sum();
    }
}
