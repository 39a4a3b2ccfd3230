package dev.muster.dev.worker;

import dev.muster.common.wire.ReportRecord;
import dev.muster.dev.EmbeddedBroker;
import dev.muster.worker.AgentDefinition;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A task that runs for minutes, with every setting as it comes: six times the length of a record's lock.
@Tag("soak")
class LongTaskIT {
    private static final int MINUTES = 3;

    @Test
    void aTaskOfThreeMinutesRunsOnce() {
        var runs = new AtomicInteger();
        var never = new CountDownLatch(1);
        var slow = AgentDefinition.of("slow").anyAction((call, task) -> {
            runs.incrementAndGet();
            return never.await(MINUTES, TimeUnit.MINUTES) ? null : call.input();
        });
        try (var broker = EmbeddedBroker.start();
                var fleet = new TestFleet(broker, "long");
                var one = fleet.agent("slow", 1).worker().agent(slow).start();
                var other = fleet.worker().agent(slow).start()) {
            await().until(() -> !fleet.heartbeatsOf(one).isEmpty() && !fleet.heartbeatsOf(other).isEmpty());

            fleet.run("slow", "w1", "{}");

            await().atMost(MINUTES + 1, TimeUnit.MINUTES).until(() -> !fleet.reportsOn("w1").isEmpty());
            assertThat(fleet.reportsOn("w1")).singleElement().isInstanceOf(ReportRecord.Succeeded.class);
            assertThat(runs).hasValue(1);
        }
    }
}
