package dev.muster.dev.faults;

import dev.muster.common.Topics;
import dev.muster.dev.verify.Verification;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// One fleet under load, to which one fault happens after the other. The table of all is in `docs/reliability.md`.
@Tag("soak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
@Timeout(600)
final class FaultsIT {
    /// A worker that is silent for ten seconds is taken for dead.
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(13);
    /// A coordinator is missed after six seconds, a broker after nine.
    private static final Duration LONGER_THAN_A_SESSION = Duration.ofSeconds(11);

    private FaultFleet fleet;
    private Trial trial;

    @BeforeAll
    void startFleet(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
        fleet = new FaultFleet(folder, FaultFleet.Tuning.ISLANDS);
        trial = new Trial("FaultsIT", fleet.kafka(), fleet.apis(), fleet.executions(), fleet::deaths,
                Duration.ofSeconds(2));
    }

    @AfterAll
    void stopFleet() throws Exception {
        try {
            checkAll();
        } finally {
            end();
        }
    }

    /// While the load goes on.
    private void checkAll() throws InterruptedException {
        try (var verification = Verification.of(Map.of("bootstrap.servers", fleet.kafka()), Topics.DEFAULT,
                Verification.Api.open(fleet.apis().getFirst()), null)) {
            assertThat(verification.run().differences()).isEmpty();
        }
    }

    private void end() throws Exception {
        trial.close();
        fleet.close();
    }

    @Test
    void aWorkerIsKilled() throws Exception {
        trial.under("a worker is killed", "kill -9, started again", () -> {
            fleet.workers().getFirst().kill();
            trial.awaitEnded(3);
            fleet.workers().getFirst().restart();
        });
    }

    @Test
    void aWorkerIsFrozen() throws Exception {
        trial.under("a worker is frozen and wakes", "SIGSTOP, SIGCONT after its lease",
                () -> freeze(fleet.workers().getFirst(), LONGER_THAN_A_LEASE));
    }

    @Test
    void aCoordinatorIsKilledAndAStandbyTakesOver() throws Exception {
        trial.under("a coordinator is killed, a standby takes over", "kill -9, started again", () -> {
            fleet.coordinators().getFirst().kill();
            trial.awaitEnded(3);
            fleet.coordinators().getFirst().restart();
        });
    }

    @Test
    void aCoordinatorIsFrozen() throws Exception {
        trial.under("a coordinator is frozen and wakes", "SIGSTOP, SIGCONT after its session",
                () -> freeze(fleet.coordinators().getFirst(), LONGER_THAN_A_SESSION));
    }

    @Test
    void theStateOfACoordinatorIsDeleted() throws Exception {
        trial.under("the state directory of a coordinator is deleted", "kill -9, rm -r, started again",
                () -> {
                    fleet.coordinators().getFirst().kill();
                    delete(fleet.stateOfCoordinator(0));
                    fleet.coordinators().getFirst().restart();
                });
    }

    @Test
    void oneOfThreeBrokersIsLost() throws Exception {
        trial.under("one of three brokers is lost", "kill -9, started again on its data", () -> {
            fleet.brokers().getFirst().kill();
            trial.awaitEnded(3);
            fleet.brokers().getFirst().restart();
        });
    }

    @Test
    void aBrokerIsFrozen() throws Exception {
        trial.under("one of three brokers is frozen and wakes", "SIGSTOP, SIGCONT after its session",
                () -> freeze(fleet.brokers().get(1), LONGER_THAN_A_SESSION));
    }

    @Test
    void kafkaIsAwayForAWhile() throws Exception {
        trial.under("Kafka is away", "kill -9 of three brokers, started again after 40 s", () -> {
            for (var broker : fleet.brokers()) {
                broker.kill();
            }
            Trial.pass(Duration.ofSeconds(40));
            fleet.brokers().forEach(Part::start);
            fleet.brokers().forEach(Part::awaitSign);
        });
        assertAllLive();
    }

    @Test
    void everythingIsRestartedOneAfterTheOther() throws Exception {
        trial.under("rolling restart of everything", "SIGTERM and start, seven processes", () -> {
            for (var part : fleet.brokers()) {
                part.stop();
                part.restart();
                trial.awaitEnded(2);
            }
            for (var part : fleet.coordinators()) {
                part.stop();
                part.restart();
            }
            for (var part : fleet.workers()) {
                part.stop();
                part.restart();
            }
        });
    }

    @Test
    void theNetworkIsSlow() throws Exception {
        trial.under("slow network of a coordinator and a worker", "relays, 100 ms each way, 8 s", () -> {
            fleet.delay(Duration.ofMillis(100));
            Trial.pass(Duration.ofSeconds(8));
            fleet.delay(Duration.ZERO);
        });
    }

    @Test
    void commitsAreDelayed() throws Exception {
        trial.under("delayed commits", "relays, 700 ms each way, 10 s", () -> {
            fleet.delay(Duration.ofMillis(700));
            Trial.pass(Duration.ofSeconds(10));
            fleet.delay(Duration.ZERO);
        });
    }

    @Test
    void aWorkerIsCutOff() throws Exception {
        assumeTrue(Island.obstacle().isEmpty(), Island::obstacle);

        trial.under("a worker is cut off", "its namespace's link is down for longer than its lease", () -> {
            fleet.islandOfWorker().cut();
            Trial.pass(LONGER_THAN_A_LEASE);
            fleet.islandOfWorker().join();
        });
    }

    @Test
    void aCoordinatorIsCutOff() throws Exception {
        assumeTrue(Island.obstacle().isEmpty(), Island::obstacle);

        trial.under("a coordinator is cut off", "its namespace's link is down for longer than its session",
                () -> {
                    fleet.islandOfCoordinator().cut();
                    Trial.pass(LONGER_THAN_A_SESSION);
                    fleet.islandOfCoordinator().join();
                });
    }

    @Test
    void timeJumpsOnACoordinator() throws Exception {
        assumeTrue(Clock.obstacle().isEmpty(), Clock::obstacle);

        var clock = fleet.clock();
        fleet.coordinators().getFirst().stop();
        fleet.coordinators().getFirst().restart();
        trial.distrustClocks();
        trial.under("a coordinator's clock jumps", "libfaketime, 20 s forward, after 5 s back", () -> {
            clock.jump(Duration.ofSeconds(20));
            Trial.pass(Duration.ofSeconds(5));
            clock.jump(Duration.ZERO);
        });
    }

    @Test
    void theDiskOfACoordinatorIsFull() throws Exception {
        var disk = fleet.coordinatorDisk();
        assumeTrue(disk.obstacle().isEmpty(), disk::obstacle);

        trial.under("the disk of a coordinator is full", "tmpfs filled, restarted on it, freed", () -> {
            disk.fill();
            fleet.coordinators().get(1).stop();
            fleet.coordinators().get(1).start();
            trial.awaitEnded(3);
            Trial.pass(Duration.ofSeconds(5));
            fleet.coordinators().get(1).kill();
            disk.free();
            fleet.coordinators().get(1).restart();
        });
    }

    @Test
    void theDiskOfABrokerIsFull() throws Exception {
        var disk = fleet.brokerDisk();
        assumeTrue(disk.obstacle().isEmpty(), disk::obstacle);

        trial.under("the disk of one of three brokers is full", "tmpfs filled, it ends, freed, started again",
                () -> {
                    var broker = fleet.brokers().get(FaultFleet.BROKERS - 1);
                    disk.fill();
                    Awaitility.await("the broker ends").atMost(Duration.ofMinutes(1))
                            .until(() -> !broker.isAlive());
                    trial.awaitEnded(3);
                    disk.free();
                    broker.restart();
                });
    }

    /// None has given up: those who run are those who were started.
    private void assertAllLive() {
        assertThat(fleet.coordinators()).allMatch(Part::isAlive);
        assertThat(fleet.workers()).allMatch(Part::isAlive);
    }

    private static void freeze(Part part, Duration time) {
        part.signal("STOP");
        try {
            Trial.pass(time);
        } finally {
            part.signal("CONT");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            assertThat(files.sorted(Comparator.reverseOrder()).map(Path::toFile).toList())
                    .allMatch(File::delete);
        }
    }
}
