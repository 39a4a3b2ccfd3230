package dev.muster.coordinator.streams;

import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.gate.GateInput;
import dev.muster.coordinator.gate.GateMachine;
import dev.muster.coordinator.gate.Holder;
import dev.muster.coordinator.gate.InMemoryGateRows;
import dev.muster.coordinator.gate.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The rows in a store against rows in plain maps: the same inputs come to the same.
class StoredGateRowsTest {
    private static final int SEEDS = 100;

    private final GateMachine machine = new GateMachine();
    private KeyValueStore<Bytes, byte[]> store;

    @BeforeEach
    void open() {
        store = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("gates"), Serdes.Bytes(),
                Serdes.ByteArray()).withLoggingDisabled().build();
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void randomInputsGiveTheSameEventsAsInPlainMaps() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            var stored = new StoredGateRows(store, "agent" + seed, Terms.UNBOUNDED);
            var plain = new InMemoryGateRows();
            var now = Instant.parse("2026-01-01T00:00:00Z");
            for (int step = 0; step < 300; step++) {
                var input = input(random);
                now = now.plusMillis(random.nextInt(30));
                stored.begin("task");

                var events = machine.decide(stored, input, now);
                stored.flush();

                assertThat(events).as("seed %s, step %s, %s", seed, step, input)
                        .isEqualTo(machine.decide(plain, input, now));
                assertThat(stored.gate()).isEqualTo(plain.gate());
                plain.check();
            }
        }
    }

    @Test
    void whatWaitsAndWhoHoldsIsThereWhenAPartitionIsOpenedAgain() {
        var terms = new Terms(2, null, Map.of());
        var before = new StoredGateRows(store, "agent", terms);
        var now = Instant.parse("2026-01-01T00:00:00Z");
        for (int index = 0; index < 5; index++) {
            before.begin("task " + index);
            machine.decide(before, new GateInput.Request(holder(index), 0, "key", false),
                    now.plusSeconds(index));
            before.flush();
        }

        var after = new StoredGateRows(store, "agent", terms);

        assertThat(after.gate()).isEqualTo(before.gate());
        assertThat(after.oldestMillis()).isEqualTo(now.plusSeconds(2).toEpochMilli());
        after.begin(null);
        machine.decide(after, new GateInput.Release(holder(0)), now.plusSeconds(9));
        assertThat(after.taken(holder(2))).isEqualTo("task 2");
    }

    private static GateInput input(Random random) {
        var holder = holder(random.nextInt(40));
        return switch (random.nextInt(10)) {
            case 0 -> new GateInput.Withdraw(holder);
            case 1, 2, 3 -> new GateInput.Release(holder);
            case 4 -> new GateInput.Configure(new Terms(random.nextInt(6),
                    random.nextInt(3) == 0 ? Duration.ofMillis(20) : null, Map.of("k1", 2.5)));
            case 5 -> new GateInput.Tick();
            default -> new GateInput.Request(holder, random.nextInt(3) - 1, "k" + random.nextInt(4),
                    random.nextInt(20) == 0);
        };
    }

    private static Holder holder(int number) {
        return new Holder(new WorkflowId("w" + number), new TaskId("t"), 1);
    }
}
