package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.DefinitionName;
import dev.muster.common.Topics;
import dev.muster.common.WorkerId;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.DefinitionRecord;
import dev.muster.common.wire.GateRecord;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import dev.muster.common.wire.WorkerRecord;
import dev.muster.common.wire.WorkerRecord.Offer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Registers the agent types that heartbeats offer, passes on their words on circuit breakers, and puts aside what can't be read on the tables' topics. Doing it
/// again changes nothing. Owned by the registrar's thread.
final class Registration implements Registrar.Inspection {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final int MOST_REMEMBERED = 10_000;

    private final Topics topics;
    private final AgentTable agents;
    private final TopicSetup setup;
    private final Publisher publisher;
    private final Set<String> refused = new HashSet<>();

    Registration(Topics topics, AgentTable agents, TopicSetup setup, Publisher publisher) {
        this.topics = topics;
        this.agents = agents;
        this.setup = setup;
        this.publisher = publisher;
    }

    List<String> inspected() {
        return List.of(topics.workers(), topics.agents(), topics.definitions());
    }

    @Override
    public void inspect(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        if (record.topic().equals(topics.workers())) {
            heartbeat(record);
        } else if (record.value() != null) {
            var isAgents = record.topic().equals(topics.agents());
            var reason = isAgents
                    ? faultOfAgent(record.key(), record.value())
                    : faultOfDefinition(record.key(), record.value());
            if (reason != null) {
                bury(record, reason);
            }
        }
    }

    private void heartbeat(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        if (record.value() == null) {
            return;
        }
        try {
            if (WireFormat.read(WorkerRecord.class,
                    record.value()) instanceof WorkerRecord.Heartbeat heartbeat) {
                heartbeat.agents().forEach(offer -> offered(offer, record));
                forwardWords(heartbeat, record);
            }
        } catch (UnreadableRecordException e) {
            // The streams read the same record for its claims, and put it aside.
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("heartbeat not read");
        }
    }

    private void offered(Offer offer, ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        AgentType type;
        try {
            type = new AgentType(offer.type());
        } catch (IllegalArgumentException e) {
            refuse(record, String.valueOf(e.getMessage()));
            return;
        }
        register(type, offer);
    }

    private void forwardWords(WorkerRecord.Heartbeat heartbeat,
            ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        if (record.key() == null) {
            return;
        }
        try {
            BreakerWords.of(new WorkerId(text(record.key())), heartbeat, agents::find).forEach(
                    (type, word) -> publisher.publish(topics.gates(), type.value(), WireFormat.bytes(word)));
        } catch (IllegalArgumentException e) {
            refuse(record, String.valueOf(e.getMessage()));
        }
    }

    /// Once: it comes again every two seconds.
    private void refuse(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, String reason) {
        if (refused.size() < MOST_REMEMBERED && refused.add(reason)) {
            bury(record, reason);
        }
    }

    private void register(AgentType type, Offer offer) {
        var entry = agents.find(type);
        var isKnown = entry.isPresent() && new HashSet<>(entry.get().actions()).containsAll(offer.actions())
                && (offer.settings() == null || entry.get().settings() != null);
        if (!isKnown) {
            setup.prepare(type);
            publisher.publish(topics.gates(), type.value(),
                    WireFormat
                            .bytes(new GateRecord.Register(List.copyOf(offer.actions()), offer.settings())));
        }
    }

    private static @Nullable String faultOfAgent(byte @Nullable [] key, byte[] value) {
        try {
            WireFormat.read(AgentRecord.class, value);
            return key == null || (!text(key).equals(AgentRecord.WORKFLOWS)
                    && new AgentType(text(key)).value().isEmpty())
                            ? "expected an agent type as key"
                            : null;
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static @Nullable String faultOfDefinition(byte @Nullable [] key, byte[] value) {
        try {
            var definition = WireFormat.read(DefinitionRecord.class, value);
            var expected = DefinitionTable.key(new DefinitionName(definition.name()).value(),
                    definition.version());
            return key != null && text(key).equals(expected) ? null : "expected the key " + expected;
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private void bury(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, String reason) {
        LOG.atWarn().addKeyValue("topic", record.topic()).addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset()).addKeyValue("reason", reason)
                .log("record put aside as a dead letter");
        publisher.bury(record,
                new DeadLetter(reason, record.topic(), record.partition(), record.offset()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
