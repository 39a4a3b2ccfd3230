package dev.muster.dev.worker;

import dev.muster.common.AgentType;
import dev.muster.dev.EmbeddedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Why an intake is never left open without being polled: the trap of share groups behind every stall that was seen.
/// An empty poll leaves a fetch under way, which waits at the broker for up to `fetch.max.wait.ms`; a record that is
/// published meanwhile goes to that consumer, and lies in its buffer, locked, though nobody has it.
@Tag("faults")
class UnpolledConsumerIT {
    private static final AgentType AGENT = new AgentType("trap");
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    @Test
    void aRecordTakenByAConsumerThatIsNoLongerPolledReachesNobodyUntilThatOneIsClosed() {
        try (var broker = EmbeddedBroker.start(); var fleet = new TestFleet(broker, "unpolled")) {
            fleet.agent(AGENT.value(), 1);
            var other = consumer(fleet);
            try (other) {
                var idle = consumer(fleet);
                try {
                    awaitTurn(fleet, idle);
                    var _ = idle.poll(Duration.ofMillis(50));
                    fleet.run(AGENT.value(), "w1", "{}");

                    var seen = new ArrayList<String>();
                    await().pollInSameThread().during(A_WHILE).atMost(A_WHILE.multipliedBy(2)).until(() -> {
                        take(other, seen);
                        return seen.isEmpty();
                    });
                } finally {
                    idle.close();
                }

                var seen = new ArrayList<String>();
                await().pollInSameThread().atMost(Duration.ofSeconds(10)).until(() -> {
                    take(other, seen);
                    return !seen.isEmpty();
                });
                assertThat(seen).containsExactly("w1");
            }
        }
    }

    /// Until the consumer is a member that is given records.
    private static void awaitTurn(TestFleet fleet, KafkaShareConsumer<String, byte[]> consumer) {
        fleet.run(AGENT.value(), "first", "{}");
        var seen = new ArrayList<String>();
        await().pollInSameThread().atMost(TestFleet.LONG).until(() -> {
            take(consumer, seen);
            return !seen.isEmpty();
        });
    }

    private static void take(KafkaShareConsumer<String, byte[]> consumer, List<String> seen) {
        consumer.poll(Duration.ofMillis(50)).forEach(record -> {
            seen.add(record.key());
            consumer.acknowledge(record);
        });
        consumer.commitSync();
    }

    private static KafkaShareConsumer<String, byte[]> consumer(TestFleet fleet) {
        var consumer = new KafkaShareConsumer<>(
                Map.<String, Object>of("bootstrap.servers", fleet.bootstrap(), "group.id",
                        fleet.topics().shareGroup(AGENT), "share.acknowledgement.mode", "explicit",
                        "share.acquire.mode", "record_limit", "fetch.max.wait.ms", "5000"),
                new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(fleet.topics().tasks(AGENT)));
        return consumer;
    }
}
