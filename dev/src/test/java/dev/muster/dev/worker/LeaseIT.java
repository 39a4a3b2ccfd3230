package dev.muster.dev.worker;

import dev.muster.common.wire.ReportRecord;
import dev.muster.dev.EmbeddedBroker;
import dev.muster.worker.AgentDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LeaseIT {
    @Test
    void aWorkerThatLosesTheBrokerStopsItsTasksAtTheEndOfItsLeaseAndGoesOnWhenItIsBack(@TempDir Path data) {
        var interrupted = new AtomicInteger();
        var started = new AtomicInteger();
        var first = EmbeddedBroker.start(data, 0);
        var port = Integer.parseInt(first.bootstrap().substring(first.bootstrap().indexOf(':') + 1));
        try (var fleet = new TestFleet(first, "lease").agent("slow", 1);
                var worker = fleet.worker().lease(Duration.ofSeconds(3))
                        .agent(AgentDefinition.of("slow").anyAction((call, task) -> {
                            started.incrementAndGet();
                            if (call.input().text().equals("0")) {
                                return null;
                            }
                            try {
                                new CountDownLatch(1).await();
                                return null;
                            } catch (InterruptedException e) {
                                interrupted.incrementAndGet();
                                throw e;
                            }
                        })).start()) {
            fleet.run("slow", "w1", "1");
            await().until(() -> started.get() == 1 && worker.stats().claimed() == 1);

            first.close();

            await().atMost(Duration.ofSeconds(20)).until(() -> interrupted.get() == 1);
            try (var _ = EmbeddedBroker.start(data, port)) {
                assertThat(fleet.awaitReport("w1")).isInstanceOfSatisfying(ReportRecord.Failed.class,
                        report -> {
                            assertThat(report.code()).isEqualTo("lease_lost");
                            assertThat(report.retryable()).isTrue();
                        });
                fleet.run("slow", "w2", "0");
                assertThat(fleet.awaitReport("w2")).isInstanceOf(ReportRecord.Succeeded.class);
                worker.close();
            }
        }
    }
}
