package dev.muster.dev.worker;

import dev.muster.common.Topics;
import dev.muster.common.WorkerId;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.WorkerRecord;
import dev.muster.dev.EmbeddedBroker;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.Worker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("faults")
class PoisonIT {
    private static final int TRIES = 2;

    private static EmbeddedBroker broker;
    private final List<Process> workers = new ArrayList<>();
    private final Set<WorkerRecord.Claim> lost = new HashSet<>();

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void stopWorkers() {
        workers.forEach(Process::destroyForcibly);
    }

    /// A worker whose handler halts the JVM when its input is `"poison"`. It takes its time for everything else, so that however
    /// slow the machine is, what it took first is unclaimed when it dies, and what comes again runs one by one.
    static final class Suicidal {
        private Suicidal() {}

        public static void main(String[] args) throws InterruptedException {
            try (var worker = Worker.builder(args[0]).topics(new Topics(args[1])).id(new WorkerId(args[2]))
                    .claimAfter(Duration.ofMinutes(5)).lease(Duration.ofMinutes(1))
                    .answerWithin(Duration.ofMinutes(5))
                    .agent(AgentDefinition.of("fragile").anyAction((call, task) -> {
                        if (call.input().text().equals("\"poison\"")) {
                            Runtime.getRuntime().halt(1);
                        }
                        TimeUnit.MILLISECONDS.sleep(20);
                        return call.input();
                    })).start()) {
                worker.awaitShutdown();
            }
        }
    }

    private void fork(TestFleet fleet) {
        try {
            var process = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                    Suicidal.class.getName(), fleet.bootstrap(), fleet.topics().prefix(),
                    "worker-" + workers.size())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null"))).start();
            workers.add(process);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a coordinator does when a lease ends: the next attempt at what the dead had claimed, while there are tries.
    private void giveLostTasksToOthers(TestFleet fleet) {
        for (var index = 0; index < workers.size(); index++) {
            if (!workers.get(index).isAlive()) {
                fleet.claimsListedLast("worker-" + index).stream()
                        .filter(claim -> fleet.reportsOn(claim.workflow()).isEmpty() && lost.add(claim)
                                && claim.attempt() < TRIES)
                        .forEach(claim -> fleet.send("fragile", claim.workflow(), TestFleet.task("fragile",
                                claim.attempt() + 1, TestFleet.LONG,
                                claim.workflow().equals("poison") ? "\"poison\"" : "1")));
            }
        }
    }

    /// Starts a worker whenever there is none, until all tries at the poison are spent and the others are reported.
    private void crashUntilPoisonIsGivenUp(TestFleet fleet, List<String> neighbours) {
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            giveLostTasksToOthers(fleet);
            var isOver = lost.stream().anyMatch(
                    claim -> claim.workflow().equals("poison") && claim.attempt() == TRIES)
                    && neighbours.stream().noneMatch(workflow -> fleet.reportsOn(workflow).isEmpty());
            if (!isOver && workers.stream().noneMatch(Process::isAlive)) {
                fork(fleet);
            }
            return isOver;
        });
    }

    /// A try costs the worker that ran it unclaimed, and the one that claimed it when it was delivered again.
    @Test
    void aTaskThatKillsItsWorkersSpendsItsTriesAndEachTwoWorkers() {
        try (var fleet = new TestFleet(broker, "poison")) {
            fleet.agent("fragile", 1);
            fleet.run("fragile", "poison", "\"poison\"");

            crashUntilPoisonIsGivenUp(fleet, List.of());

            assertThat(workers).hasSize(2 * TRIES);
            assertThat(lost).extracting(WorkerRecord.Claim::attempt).containsExactlyInAnyOrder(1, 2);
            assertThat(fleet.reportsOn("poison")).isEmpty();
        }
    }

    @Test
    void theNeighboursOfATaskThatKillsItsWorkersEndWellAndSpendNoTry() {
        try (var fleet = new TestFleet(broker, "neighbours")) {
            fleet.agent("fragile", 1);
            var neighbours = IntStream.range(0, 9).mapToObj(index -> "w" + index).toList();
            neighbours.subList(0, 4).forEach(workflow -> fleet.run("fragile", workflow, "1"));
            fleet.run("fragile", "poison", "\"poison\"");
            neighbours.subList(4, 9).forEach(workflow -> fleet.run("fragile", workflow, "1"));

            crashUntilPoisonIsGivenUp(fleet, neighbours);

            assertThat(lost).extracting(WorkerRecord.Claim::workflow).containsOnly("poison");
            assertThat(neighbours)
                    .allSatisfy(workflow -> assertThat(fleet.reportsOn(workflow)).singleElement()
                            .isInstanceOf(ReportRecord.Succeeded.class));
        }
    }
}
