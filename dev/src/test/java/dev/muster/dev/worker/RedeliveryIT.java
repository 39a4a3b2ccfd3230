package dev.muster.dev.worker;

import dev.muster.common.Topics;
import dev.muster.common.WorkerId;
import dev.muster.common.wire.ControlRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.dev.EmbeddedBroker;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.Worker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What becomes of tasks whose worker is killed before it acknowledged them.
class RedeliveryIT {
    /// A worker that waits for its whole batch before it acknowledges anything, and whose task `"endless"` never ends.
    static final class Patient {
        private Patient() {}

        public static void main(String[] args) throws InterruptedException {
            try (var worker = Worker.builder(args[0]).topics(new Topics(args[1])).id(new WorkerId("killed"))
                    .claimAfter(Duration.ofMinutes(5)).agent(agent(new CountDownLatch(1))).start()) {
                worker.awaitShutdown();
            }
        }
    }

    private static AgentDefinition agent(CountDownLatch end) {
        return AgentDefinition.of("held").anyAction((call, task) -> {
            if (call.input().text().equals("\"endless\"")) {
                end.await();
            }
            return call.input();
        });
    }

    @Test
    void whatIsReportedRunsOnceAndWhatIsNotRunsAgain() throws Exception {
        try (var broker = EmbeddedBroker.start(); var fleet = new TestFleet(broker, "redelivery")) {
            fleet.agent("held", 1);
            fleet.run("held", "unreported", "\"endless\"");
            fleet.run("held", "reported", "1");
            var killed = fork(fleet);
            try {
                fleet.awaitReport("reported");
            } finally {
                killed.destroyForcibly().waitFor();
            }

            try (var worker = fleet.worker().id(new WorkerId("heir")).agent(agent(new CountDownLatch(0)))
                    .start()) {
                assertThat(fleet.awaitReport("unreported")).isInstanceOfSatisfying(
                        ReportRecord.Succeeded.class,
                        report -> assertThat(report.worker()).isEqualTo("heir"));
                await().atMost(TestFleet.LONG).until(() -> worker.stats().intakes().values().iterator().next()
                        .acknowledged() == 2 && worker.stats().inFlight() == 0);
            }

            assertThat(fleet.answers()).containsExactlyInAnyOrder(
                    new ControlRecord.Confirm("unreported", "t", 1, "heir"),
                    new ControlRecord.Cancel("reported", "t", 1, "heir"));
            assertThat(fleet.reportsOn("reported")).singleElement()
                    .isInstanceOfSatisfying(ReportRecord.Succeeded.class,
                            report -> assertThat(report.worker()).isEqualTo("killed"));
        }
    }

    private static Process fork(TestFleet fleet) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Patient.class.getName(), fleet.bootstrap(), fleet.topics().prefix())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null"))).start();
    }
}
