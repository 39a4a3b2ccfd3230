package dev.muster.dev.worker;

import dev.muster.common.Json;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.TaskRecord;
import dev.muster.common.wire.WorkerRecord;
import dev.muster.dev.EmbeddedBroker;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.builtin.Agents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WorkerIT {
    private static EmbeddedBroker broker;
    private TestFleet fleet;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void startFleet(TestInfo test) {
        fleet = new TestFleet(broker, test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void closeFleet() {
        fleet.close();
    }

    private static AgentDefinition echo() {
        return AgentDefinition.of("echo").anyAction((call, task) -> call.input());
    }

    @Test
    void aTaskIsReportedAndThenAcknowledged() {
        fleet.agent("echo", 1);
        try (var worker = fleet.worker().agent(echo()).start()) {

            fleet.run("echo", "w1", "{\"n\":1}");

            assertThat(fleet.awaitReport("w1")).isEqualTo(new ReportRecord.Succeeded("t", 1,
                    worker.id().value(), new Json("{\"n\":1}")));
            await().until(() -> worker.stats().intakes().values().iterator().next().acknowledged() == 1);
        }
    }

    @Test
    void theFirstHeartbeatTellsWhatTheWorkerDoesBeforeItsTopicExists() {
        try (var worker = fleet.worker().agent(echo()).maxInFlight(7).start()) {
            await().until(() -> !fleet.heartbeatsOf(worker).isEmpty());
            assertThat(fleet.heartbeatsOf(worker).getFirst().agents())
                    .containsExactly(new WorkerRecord.Offer("echo", List.of("*"), 7));

            fleet.agent("echo", 1);
            fleet.run("echo", "w1", "1");

            assertThat(fleet.awaitReport("w1")).isInstanceOf(ReportRecord.Succeeded.class);
        }
    }

    @Test
    void aLongerTaskIsClaimedUntilItIsReported() {
        fleet.agent("slow", 1);
        var end = new CountDownLatch(1);
        var claim = new WorkerRecord.Claim("w1", "t", 1);
        try (var worker = fleet.worker().agent(AgentDefinition.of("slow").anyAction((call, task) -> {
            end.await();
            return null;
        })).start()) {

            fleet.run("slow", "w1", "{}");

            await().until(() -> fleet.heartbeatsOf(worker).stream()
                    .anyMatch(heartbeat -> heartbeat.claims().equals(List.of(claim))));
            await().until(() -> worker.stats().intakes().values().iterator().next().acknowledged() == 1);
            assertThat(fleet.reportsOn("w1")).isEmpty();

            end.countDown();

            assertThat(fleet.awaitReport("w1")).isInstanceOf(ReportRecord.Succeeded.class);
            await().until(() -> fleet.heartbeatsOf(worker).getLast().claims().isEmpty());
        }
    }

    @Test
    void aClaimedTaskIsFreeOfItsLockAndNeverRunsTwice() {
        fleet.agent("slow", 1, Map.of("share.record.lock.duration.ms", "1000"));
        var runs = new AtomicInteger();
        var end = new CountDownLatch(1);
        try (var one = fleet.worker().agent(slow(runs, end)).start();
                var other = fleet.worker().agent(slow(runs, end)).start()) {
            await().until(() -> !fleet.heartbeatsOf(one).isEmpty() && !fleet.heartbeatsOf(other).isEmpty());

            fleet.run("slow", "w1", "{}");

            await().until(() -> runs.get() == 1);
            await().during(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(6)).until(() -> runs.get() == 1);
            end.countDown();
            assertThat(fleet.awaitReport("w1")).isInstanceOf(ReportRecord.Succeeded.class);
        }
    }

    private static AgentDefinition slow(AtomicInteger runs, CountDownLatch end) {
        return AgentDefinition.of("slow").anyAction((call, task) -> {
            runs.incrementAndGet();
            end.await();
            return null;
        });
    }

    @Test
    void moreWorkersThanPartitionsShareTheLoad() {
        fleet.agent("shared", 1);
        var byWorker = new ConcurrentHashMap<Integer, AtomicInteger>();
        var workers = IntStream.range(0, 3).mapToObj(index -> fleet.worker().maxInFlight(4)
                .agent(AgentDefinition.of("shared").anyAction((call, task) -> {
                    byWorker.computeIfAbsent(index, any -> new AtomicInteger()).incrementAndGet();
                    new CountDownLatch(1).await(100, java.util.concurrent.TimeUnit.MILLISECONDS);
                    return null;
                })).start()).toList();

        IntStream.range(0, 300).forEach(index -> fleet.run("shared", "w" + index, "{}"));

        await().atMost(TestFleet.LONG).until(() -> fleet.reports().records().size() >= 300);
        workers.forEach(dev.muster.worker.Worker::close);
        assertThat(byWorker).hasSize(3);
        assertThat(byWorker.values()).allMatch(count -> count.get() > 30);
        assertThat(fleet.reports().records()).hasSize(300);
    }

    @Test
    void aCancelledTaskIsInterruptedAndReportedSo() {
        fleet.agent("slow", 1);
        var started = new CountDownLatch(1);
        try (var worker = fleet.worker().agent(AgentDefinition.of("slow").anyAction((call, task) -> {
            started.countDown();
            new CountDownLatch(1).await();
            return null;
        })).start()) {
            fleet.run("slow", "w1", "{}");
            await().until(() -> started.getCount() == 0);

            fleet.cancel("w1", 1);

            assertThat(fleet.awaitReport("w1")).isEqualTo(new ReportRecord.Failed("t", 1, worker.id().value(),
                    "cancelled", "the attempt was cancelled", false));
        }
    }

    @Test
    void aTaskThatComesAfterItsCancellationIsNotRun() {
        fleet.agent("echo", 1);
        try (var worker = fleet.worker().agent(echo()).start()) {
            fleet.run("echo", "warm-up", "{}");
            fleet.awaitReport("warm-up");
            fleet.cancel("w1", 2);
            // Heard once a later cancellation is.
            await().until(() -> {
                fleet.send("echo", "w1", TestFleet.task("echo", 2, TestFleet.LONG, "{}"));
                return fleet.reportsOn("w1").stream()
                        .anyMatch(report -> report instanceof ReportRecord.Failed);
            });

            assertThat(fleet.reportsOn("w1").getLast()).isEqualTo(new ReportRecord.Failed("t", 2,
                    worker.id().value(), "cancelled", "the attempt was cancelled", false));
        }
    }

    @Test
    void anAttemptThatTakesTooLongIsInterruptedAndReportedSo() {
        fleet.agent("slow", 1);
        try (var worker = fleet.worker().agent(AgentDefinition.of("slow").anyAction((call, task) -> {
            new CountDownLatch(1).await();
            return null;
        })).start()) {

            fleet.send("slow", "w1", TestFleet.task("slow", 1, Duration.ofMillis(300), "{}"));

            assertThat(fleet.awaitReport("w1")).isEqualTo(new ReportRecord.Failed("t", 1, worker.id().value(),
                    "timeout", "the attempt did not end within 300 ms", true));
        }
    }

    @Test
    void whatCantBeReadBecomesADeadLetterAndThePartitionGoesOn() {
        fleet.agent("echo", 1);
        try (var worker = fleet.worker().agent(echo()).start()) {

            fleet.sendRaw("echo", "w1",
                    "{\"v\":1,\"task\"".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            fleet.run("echo", "w2", "{}");

            assertThat(fleet.awaitReport("w2")).isInstanceOf(ReportRecord.Succeeded.class);
            await().until(() -> fleet.deadLetters().records().size() == 1);
            var letter = fleet.deadLetters().records().getFirst();
            assertThat(letter.key()).isEqualTo("w1");
            assertThat(letter.value()).asString().isEqualTo("{\"v\":1,\"task\"");
            assertThat(letter.headers().lastHeader("topic").value()).asString()
                    .isEqualTo(fleet.topics().prefix() + "tasks.echo");
            assertThat(letter.headers().lastHeader("offset").value()).asString().isEqualTo("0");
            assertThat(letter.headers().lastHeader("partition").value()).asString().isEqualTo("0");
            assertThat(letter.headers().lastHeader("reason").value()).asString().isNotEmpty();
            assertThat(worker.stats().intakes()).hasSize(1);
        }
    }

    @Test
    void aClosingWorkerLetsItsTasksEndAndThenLeaves() {
        fleet.agent("slow", 1);
        var started = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var worker = fleet.worker().agent(AgentDefinition.of("slow").anyAction((call, task) -> {
            started.countDown();
            end.await();
            return null;
        })).start();
        fleet.run("slow", "w1", "{}");
        await().until(() -> started.getCount() == 0);

        var closing = Thread.ofVirtual().start(worker::close);
        await().until(() -> !fleet.heartbeatsOf(worker).getLast().claims().isEmpty());
        fleet.run("slow", "w2", "{}");
        end.countDown();
        await().until(() -> !closing.isAlive());

        assertThat(fleet.awaitReport("w1")).isInstanceOf(ReportRecord.Succeeded.class);
        await().until(() -> fleet.saidBy(worker).getLast() instanceof WorkerRecord.Left);
        assertThat(fleet.reportsOn("w2")).isEmpty();
    }

    @Test
    void whatOutlastsTheGracePeriodIsInterruptedAndReported() {
        fleet.agent("slow", 1);
        var started = new CountDownLatch(1);
        var worker = fleet.worker().gracePeriod(Duration.ofMillis(200))
                .agent(AgentDefinition.of("slow").anyAction((call, task) -> {
                    started.countDown();
                    new CountDownLatch(1).await();
                    return null;
                })).start();
        fleet.run("slow", "w1", "{}");
        await().until(() -> started.getCount() == 0);

        worker.close();

        assertThat(fleet.awaitReport("w1")).isEqualTo(new ReportRecord.Failed("t", 1, worker.id().value(),
                "worker_stopped", "the worker stopped before the attempt ended", true));
        await().until(() -> fleet.saidBy(worker).getLast() instanceof WorkerRecord.Left);
    }

    @Test
    void aTaskOfAnAbortedTransactionIsNeverSeen() {
        fleet.agent("echo", 1);
        try (var _ = fleet.worker().agent(echo()).start()) {

            fleet.runAndAbort("echo", "aborted");
            fleet.run("echo", "w1", "1");

            assertThat(fleet.awaitReport("w1")).isInstanceOf(ReportRecord.Succeeded.class);
            assertThat(fleet.reportsOn("aborted")).isEmpty();
        }
    }

    @Test
    void anAgentNeedsNoJava() {
        fleet.agent("shout", 1);
        try (var _ = fleet.worker().agent(Agents.parse("shout=exec:tr a-z A-Z")).start()) {

            fleet.run("shout", "w1", "\"hello\"");

            assertThat(fleet.awaitReport("w1")).isInstanceOfSatisfying(ReportRecord.Succeeded.class,
                    report -> assertThat(String.valueOf(report.output())).contains("\"INPUT\":\"HELLO\""));
        }
    }

    @Test
    void aCompensationGetsWhatTheTaskHadReturned() {
        fleet.agent("finance", 1);
        var refunded = new ConcurrentHashMap<String, String>();
        try (var _ = fleet.worker().agent(AgentDefinition.of("finance")
                .action("do", String.class, (account, task) -> "transfer-1")
                .compensation("undo", String.class, String.class,
                        (account, transfer, task) -> refunded.put(account, transfer)))
                .start()) {

            fleet.send("finance", "w1", new TaskRecord("t", 2, 1, TaskRecord.Phase.COMPENSATE,
                    new TaskRecord.Order("finance", "undo", new Json("\"acme\""), new Json("\"transfer-1\""),
                            60_000, null)));

            assertThat(fleet.awaitReport("w1")).isInstanceOf(ReportRecord.Succeeded.class);
            assertThat(refunded).containsExactly(Map.entry("acme", "transfer-1"));
        }
    }

    @Test
    void aFullWorkerGivesItsPartitionsToOthers() {
        fleet.agent("slow", 4);
        var runs = new AtomicInteger();
        var end = new CountDownLatch(1);
        try (var full = fleet.worker().maxInFlight(2).agent(slow(runs, end)).start()) {
            fleet.run("slow", "long1", "{}");
            fleet.run("slow", "long2", "{}");
            await().until(() -> runs.get() == 2);
            try (var _ = fleet.worker().agent(AgentDefinition.of("slow").anyAction((call, task) -> null))
                    .start()) {
                var short40 = IntStream.range(0, 40).mapToObj(index -> "short" + index).toList();

                short40.forEach(workflow -> fleet.run("slow", workflow, "{}"));

                await().atMost(TestFleet.LONG).until(
                        () -> short40.stream().noneMatch(workflow -> fleet.reportsOn(workflow).isEmpty()));
                assertThat(fleet.reportsOn("long1")).isEmpty();
                assertThat(full.stats().claimed()).isEqualTo(2);
                end.countDown();
            }
        }
    }
}
