package dev.muster.dev.worker;

import dev.muster.common.AgentType;
import dev.muster.dev.EmbeddedBroker;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What ends a stall of a whole partition: one record that a member of the group locked and forgot, and as many
/// taken after it as may be in flight. Opening an intake anew gives back what that intake holds; what another member holds
/// comes back when that one leaves, or when its lock has run out.
@Tag("faults")
class StuckPartitionIT {
    private static final AgentType AGENT = new AgentType("stuck");
    private static final String IN_FLIGHT = "100";
    private static final int TASKS = 300;

    private EmbeddedBroker broker;
    private TestFleet fleet;

    @BeforeEach
    void startBroker() {
        broker = EmbeddedBroker.start();
        fleet = new TestFleet(broker, "stuck");
    }

    @AfterEach
    void stopBroker() {
        fleet.close();
        broker.close();
    }

    @Test
    void whatAnotherMemberForgotStaysStuckWhateverTheWatchdogDoesUntilThatMemberLeaves() {
        agent(Duration.ofMinutes(1));
        var forgetful = consumer();
        forgetOne(forgetful);
        try (var worker = worker()) {
            try (forgetful) {
                runTasks();

                await().atMost(TestFleet.LONG).until(() -> reopened(worker) > 0);
                assertThat(reported()).isLessThan(TASKS);
            }

            await().atMost(TestFleet.LONG).until(() -> reported() == TASKS + 1);
        }
    }

    @Test
    void whatAnotherMemberForgotComesBackWhenItsLockRunsOut() {
        agent(Duration.ofSeconds(5));
        try (var forgetful = consumer()) {
            forgetOne(forgetful);
            try (var _ = worker()) {
                runTasks();

                await().atMost(TestFleet.LONG).until(() -> reported() == TASKS + 1);
            }
        }
    }

    private void agent(Duration lock) {
        fleet.agent(AGENT.value(), 1, Map.of("share.partition.max.record.locks", IN_FLIGHT,
                "share.record.lock.duration.ms", String.valueOf(lock.toMillis())));
    }

    private Worker worker() {
        return fleet.worker()
                .agent(AgentDefinition.of(AGENT.value()).action("do", String.class, (_, _) -> null))
                .start();
    }

    /// Takes the only task there is, and never acknowledges it.
    private void forgetOne(KafkaShareConsumer<String, byte[]> forgetful) {
        var taken = new ArrayList<String>();
        fleet.run(AGENT.value(), "forgotten", "\"\"");
        await().pollInSameThread().atMost(TestFleet.LONG).until(() -> {
            forgetful.poll(Duration.ofMillis(50)).forEach(record -> taken.add(record.key()));
            return !taken.isEmpty();
        });
    }

    private void runTasks() {
        for (var i = 0; i < TASKS; i++) {
            fleet.run(AGENT.value(), "w" + i, "\"\"");
        }
    }

    private long reported() {
        return fleet.reports().records().stream().map(record -> record.key()).distinct().count();
    }

    private static long reopened(Worker worker) {
        return worker.stats().intakes().values().stream().mapToLong(intake -> intake.reopened()).sum();
    }

    private KafkaShareConsumer<String, byte[]> consumer() {
        var consumer = new KafkaShareConsumer<>(
                Map.<String, Object>of("bootstrap.servers", fleet.bootstrap(), "group.id",
                        fleet.topics().shareGroup(AGENT), "share.acknowledgement.mode", "explicit",
                        "share.acquire.mode", "record_limit", "max.poll.records", "1"),
                new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(fleet.topics().tasks(AGENT)));
        return consumer;
    }
}
