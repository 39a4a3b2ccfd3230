package dev.muster.worker;

import dev.muster.common.Json;
import dev.muster.common.Topics;
import dev.muster.common.WorkerId;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.ControlRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.TaskRecord;
import dev.muster.common.wire.WireFormat;
import dev.muster.common.wire.WorkerRecord;
import dev.muster.worker.lease.AttemptKey;
import dev.muster.worker.lease.IntakeWatch.Backlog;
import dev.muster.worker.lease.Lease;
import dev.muster.worker.lease.Slots;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class IntakeTest {
    private static final int SLOTS = 4;

    private final Time clock = new MonotonicClock();
    private final WorkerSettings settings = new WorkerSettings(new WorkerId("me"), "127.0.0.1:1",
            Topics.DEFAULT,
            WorkerSettings.Limits.DEFAULT,
            WorkerSettings.Timing.DEFAULT.withPoll(Duration.ofMillis(5)).withPatience(Duration.ofMillis(200))
                    .withLease(Duration.ofMillis(100), Duration.ofSeconds(10)),
            Map.of());
    private final MockProducer<String, byte[]> heartbeatProducer = new MockProducer<>(true, null,
            new StringSerializer(), new ByteArraySerializer());
    private final Queue queue = new Queue();
    private final List<ReportRecord> reports = new CopyOnWriteArrayList<>();
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final Attempts attempts = new Attempts(settings, new Reports(), clock,
            new ThreadedWork((_, bug) -> bugs.add(bug)));
    private final Lease lease = new Lease(settings.timing().lease());
    private final CountDownLatch end = new CountDownLatch(1);
    private final AgentDefinition agent = AgentDefinition.of("a").breaker(1, Duration.ofMinutes(1), 2)
            .action("short", String.class, (_, _) -> null).action("long", String.class, (_, _) -> {
                end.await();
                return null;
            }).action("fail", String.class, (_, _) -> {
                throw new IllegalStateException("down");
            });
    private final AgentBreaker breaker = new AgentBreaker(agent, new WorkerId("me"), clock, this::beat);
    private final Heartbeats heartbeats = new Heartbeats(settings,
            new Heartbeats.Presence(List.of(), this::statuses), attempts.claims(), lease, clock,
            heartbeatProducer);
    private final Thread heart = Thread.ofPlatform().daemon().start(heartbeats);
    private final Intake intake = new Intake(new ServedAgent(agent, new Slots(SLOTS), breaker),
            settings.timing(), queue, new Tenure(attempts, heartbeats, lease, clock));
    private final Thread taker = Thread.ofPlatform().daemon().start(intake);

    private void beat() {
        var _ = heartbeats.beat();
    }

    private List<WorkerRecord.Status> statuses() {
        return List.of(new WorkerRecord.Status("a", 0, breaker.word()));
    }

    private void followFleet(AgentRecord.Breaker.State state, int epoch) {
        breaker.follow(
                new AgentRecord(List.of(), null, null, new AgentRecord.Breaker(state, epoch, null, "me")));
    }

    private final class Reports implements Outbox {
        @Override
        public void report(String workflow, ReportRecord report) {
            reports.add(report);
        }

        @Override
        public void deadLetter(Delivery delivery, String reason) {}

        @Override
        public void progress(String workflow, ReportRecord.Progress progress) {}
    }

    /// Delivers what it is given, unless it is stuck, which lasts until it is opened anew. Thread-safe.
    private static final class Queue implements TaskSource.Factory {
        private final ConcurrentLinkedQueue<Delivery> waiting = new ConcurrentLinkedQueue<>();
        private final List<Delivery> accepted = new CopyOnWriteArrayList<>();
        private final List<Integer> batches = new CopyOnWriteArrayList<>();
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger sequence = new AtomicInteger();
        private volatile boolean isStuck;

        void add(String action, int count) {
            waiting.add(delivery(action, count));
        }

        /// Both in one batch.
        void add(String first, int firstCount, String second, int secondCount) {
            waiting.addAll(List.of(delivery(first, firstCount), delivery(second, secondCount)));
        }

        private Delivery delivery(String action, int count) {
            var number = sequence.incrementAndGet();
            return new Delivery(new Delivery.Position("tasks", 0, number), "w" + number,
                    WireFormat.bytes(new TaskRecord("t", 1, 1, TaskRecord.Phase.RUN,
                            new TaskRecord.Order("a", action, new Json("\"\""), null, 60_000, null))),
                    count);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public Backlog backlog() {
            return new Backlog(0, !waiting.isEmpty());
        }

        @Override
        public TaskSource open(int batch) {
            batches.add(batch);
            open.incrementAndGet();
            isStuck = false;
            return new TaskSource() {
                @Override
                public int batch() {
                    return batch;
                }

                @Override
                public List<Delivery> poll(Duration atMost) {
                    var polled = new ArrayList<Delivery>();
                    while (!isStuck && polled.size() < batch && !waiting.isEmpty()) {
                        polled.add(waiting.remove());
                    }
                    return polled;
                }

                @Override
                public void acknowledge(Collection<Delivery> accepts, Collection<Delivery> released) {
                    accepted.addAll(accepts);
                    waiting.addAll(released);
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }
    }

    @AfterEach
    void stop() throws Exception {
        end.countDown();
        intake.stop();
        taker.join();
        heartbeats.leave(heart, Duration.ofSeconds(5));
        assertThat(queue.open).hasValue(0);
        assertThat(bugs).isEmpty();
    }

    @Test
    void aShortTaskIsAcceptedWhenItsReportIsDurable() {
        queue.add("short", 1);

        await().until(() -> queue.accepted.size() == 1);
        assertThat(reports).hasSize(1);
    }

    @Test
    void aLongTaskIsAcceptedWhenItsClaimIsDurable() {
        queue.add("long", 1);

        await().until(() -> queue.accepted.size() == 1);
        assertThat(reports).isEmpty();
        assertThat(attempts.claims().held()).hasSize(1);
        assertThat(heartbeatProducer.history().stream().map(record -> new String(record.value(),
                StandardCharsets.UTF_8)))
                .anyMatch(text -> text.contains("\"workflow\":\"w1\""));
    }

    @Test
    void aFullWorkerShutsItsIntakeAndTakesOneByOneAfterwards() {
        for (var i = 0; i < SLOTS + 1; i++) {
            queue.add("long", 1);
        }
        await().until(() -> queue.accepted.size() == SLOTS && queue.open.get() == 0);
        assertThat(queue.waiting).hasSize(1);

        end.countDown();

        await().until(() -> reports.size() == SLOTS + 1);
        assertThat(queue.batches.getFirst()).isEqualTo(SLOTS / 2);
    }

    @Test
    void aStalledIntakeIsOpenedAnewWithinSeconds() {
        queue.add("short", 1);
        await().until(() -> reports.size() == 1);
        queue.isStuck = true;

        queue.add("short", 1);

        await().atMost(Duration.ofSeconds(5)).until(() -> reports.size() == 2);
        assertThat(intake.counts().snapshot(breaker.state()).reopened()).isEqualTo(1);
    }

    @Test
    void whatComesAgainIsClaimedAndAcceptedAndRunsWhenConfirmed() {
        queue.add("short", 2);

        await().until(() -> queue.accepted.size() == 1);
        assertThat(reports).isEmpty();
        assertThat(lastHeartbeat())
                .contains("\"claims\":[{\"workflow\":\"w1\",\"task\":\"t\",\"attempt\":1,\"again\":true}]");

        attempts.heed(new ControlRecord.Confirm("w1", "t", 1, "me"));

        await().until(() -> reports.size() == 1 && attempts.claims().held().isEmpty());
        assertThat(reports.getFirst()).isInstanceOf(ReportRecord.Succeeded.class);
    }

    @Test
    void whatComesAgainRunsOneByOneAndBeforeWhatComesForTheFirstTime() {
        queue.add("short", 1, "short", 2);
        await().until(() -> attempts.claims().held().size() == 1);

        attempts.heed(new ControlRecord.Confirm("w2", "t", 1, "me"));

        await().until(() -> reports.size() == 2 && queue.accepted.size() == 2);
        assertThat(queue.accepted).extracting(Delivery::key).containsExactly("w2", "w1");
    }

    @Test
    void whatComesAgainIsAllClaimedIfNobodyAnswers() {
        queue.add("long", 2, "long", 2);

        await().until(() -> queue.accepted.size() == 2);
        assertThat(attempts.claims().held()).extracting(AttemptKey::workflow).containsExactly("w1", "w2");
    }

    @Test
    void anOpenCircuitBreakerIsToldAndLeavesTheTasksWhereTheyAre() {
        queue.add("fail", 1);
        await().until(() -> reports.size() == 1 && queue.open.get() == 0);
        queue.add("short", 1);

        await().until(() -> lastHeartbeat().contains("\"breaker\":{\"state\":\"open\",\"epoch\":0}"));
        assertThat(queue.waiting).hasSize(1);

        followFleet(AgentRecord.Breaker.State.OPEN, 1);
        followFleet(AgentRecord.Breaker.State.CLOSED, 2);

        await().until(() -> reports.size() == 2);
    }

    @Test
    void aProberTakesOneTaskAtATimeUntilTheFleetFollows() {
        followFleet(AgentRecord.Breaker.State.OPEN, 1);
        await().until(() -> queue.open.get() == 0);
        queue.add("long", 1, "short", 1);
        queue.add("short", 1);
        followFleet(AgentRecord.Breaker.State.HALF_OPEN, 2);

        await().until(() -> queue.accepted.size() == 1 && queue.open.get() == 0);
        assertThat(queue.waiting).hasSize(2);
        end.countDown();
        await().until(() -> reports.size() == 2 && queue.open.get() == 0);
        await().until(() -> lastHeartbeat().contains("\"breaker\":{\"state\":\"closed\",\"epoch\":2}"));
        assertThat(queue.waiting).hasSize(1);
        assertThat(queue.batches).endsWith(1);
        followFleet(AgentRecord.Breaker.State.CLOSED, 3);

        await().until(() -> reports.size() == 3);
    }

    private String lastHeartbeat() {
        return new String(heartbeatProducer.history().getLast().value(), StandardCharsets.UTF_8);
    }
}
