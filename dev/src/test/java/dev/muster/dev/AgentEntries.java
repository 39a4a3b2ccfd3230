package dev.muster.dev;

import dev.muster.common.Topics;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.AgentRecord.Breaker;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// What a fleet has agreed on its agent types, as every worker reads it from the log. Thread-safe.
final class AgentEntries implements AutoCloseable {
    private static final TopicPartition AGENTS = new TopicPartition(Topics.DEFAULT.agents(), 0);
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    private final KafkaConsumer<String, byte[]> consumer;
    // Guarded by this, as the consumer is.
    private final Map<String, AgentRecord> latest = new HashMap<>();

    /// @param kafka where it is; the topic is there
    AgentEntries(String kafka) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
                new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(AGENTS));
        consumer.seekToBeginning(List.of(AGENTS));
    }

    /// The circuit breaker of an agent type whose breaker has changed before.
    synchronized Breaker breaker(String agent) {
        return Objects.requireNonNull(entry(agent).breaker(), "a breaker that has changed");
    }

    /// Closed if it never changed.
    synchronized Breaker.State state(String agent) {
        var breaker = entry(agent).breaker();
        return breaker == null ? Breaker.State.CLOSED : breaker.state();
    }

    private AgentRecord entry(String agent) {
        var end = consumer.endOffsets(List.of(AGENTS)).getOrDefault(AGENTS, 0L);
        while (consumer.position(AGENTS) < end) {
            consumer.poll(A_MOMENT).forEach(record -> latest.put(record.key(), read(record.value())));
        }
        return latest.getOrDefault(agent, new AgentRecord(List.of()));
    }

    private static AgentRecord read(byte[] value) {
        try {
            return WireFormat.read(AgentRecord.class, value);
        } catch (UnreadableRecordException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
