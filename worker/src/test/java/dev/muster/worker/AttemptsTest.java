package dev.muster.worker;

import dev.muster.common.Json;
import dev.muster.common.Topics;
import dev.muster.common.WorkerId;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.ControlRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.TaskRecord;
import dev.muster.common.wire.WireFormat;
import dev.muster.worker.lease.AttemptKey;
import dev.muster.worker.lease.Slots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AttemptsTest {
    private static final ControlRecord CANCEL = new ControlRecord.Cancel("w", "t", 1);
    private static final ControlRecord CANCEL_HERE = new ControlRecord.Cancel("w", "t", 1, "me");
    private static final ControlRecord CONFIRM = new ControlRecord.Confirm("w", "t", 1, "me");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final InstantSource clock = () -> now.get();
    private final Sent outbox = new Sent();
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final Slots slots = new Slots(10);
    private final AgentBreaker breaker = new AgentBreaker(
            AgentDefinition.of("a").breaker(1, Duration.ofMinutes(1), 1), new WorkerId("me"), clock, () -> {
                // Nobody is told.
            });
    private final Attempts attempts = new Attempts(
            new WorkerSettings(new WorkerId("me"), "127.0.0.1:1", Topics.DEFAULT,
                    new WorkerSettings.Limits(10, 3, 1_000), WorkerSettings.Timing.DEFAULT, Map.of()),
            outbox, clock,
            new ThreadedWork((_, bug) -> bugs.add(bug)));

    /// What was made durable.
    private static final class Sent implements Outbox {
        private final List<ReportRecord> reports = new CopyOnWriteArrayList<>();
        private final List<String> deadLetters = new CopyOnWriteArrayList<>();
        /// Progress that waits to be taken now, and the most that ever did.
        private final AtomicInteger offered = new AtomicInteger();
        private final AtomicInteger mostAtOnce = new AtomicInteger();
        private volatile CountDownLatch isTaking = new CountDownLatch(0);

        @Override
        public void report(String workflow, ReportRecord report) {
            reports.add(report);
        }

        @Override
        public void deadLetter(Delivery delivery, String reason) {
            deadLetters.add(reason);
        }

        @Override
        public void progress(String workflow, ReportRecord.Progress progress) {
            mostAtOnce.accumulateAndGet(offered.incrementAndGet(), Math::max);
            try {
                isTaking.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            reports.add(progress);
            offered.decrementAndGet();
        }
    }

    @AfterEach
    void noBugs() {
        assertThat(bugs).isEmpty();
    }

    private static Delivery delivery(int count, long timeoutMillis) {
        var task = new TaskRecord("t", 1, 1, TaskRecord.Phase.RUN,
                new TaskRecord.Order("a", "do", new Json("{}"), null, timeoutMillis, null));
        return delivery(count, WireFormat.bytes(task));
    }

    private static Delivery delivery(int count, byte[] value) {
        return new Delivery(new Delivery.Position("tasks", 0, 7), "w", value, count);
    }

    private ServedAgent served(TaskHandler handler) {
        return new ServedAgent(AgentDefinition.of("a").anyAction(handler), slots, breaker);
    }

    private Received start(TaskHandler handler) {
        return start(delivery(1, 60_000), handler);
    }

    private Received start(Delivery delivery, TaskHandler handler) {
        var received = attempts.receive(delivery, served(handler));
        attempts.launch(received);
        return received;
    }

    private ReportRecord only() {
        await().until(() -> !outbox.reports.isEmpty() && attempts.count() == 0);
        assertThat(outbox.reports).hasSize(1);
        return outbox.reports.getFirst();
    }

    private static ReportRecord.Failed failed(String code, String message, boolean retryable) {
        return new ReportRecord.Failed("t", 1, "me", code, message, retryable);
    }

    @Test
    void aHandlersOutputIsReported() {
        var started = start((_, _) -> new Json("7"));

        assertThat(only()).isEqualTo(new ReportRecord.Succeeded("t", 1, "me", new Json("7")));
        assertThat(started.isDurable()).isTrue();
        assertThat(slots.free()).isEqualTo(10);
    }

    @Test
    void aHandlersExceptionIsReportedByItsMessageAlone() {
        start((_, _) -> {
            throw new UncheckedIOException(new IOException("disk full"));
        });

        assertThat(only()).isEqualTo(failed("handler_failed", "disk full", true));
    }

    @Test
    void anExceptionWithoutAMessageIsReportedWithoutItsClass() {
        start((_, _) -> {
            throw new NullPointerException();
        });

        assertThat(only()).isEqualTo(failed("handler_failed", "the handler failed without a message", true));
    }

    @Test
    void aHandlerMaySayHowItFailed() {
        start((_, _) -> {
            throw TaskExecutionException.terminal("no_money", "the account is empty", null);
        });

        assertThat(only()).isEqualTo(failed("no_money", "the account is empty", false));
    }

    @Test
    void aLongMessageIsClipped() {
        start((_, _) -> {
            throw new IllegalStateException("x".repeat(5_000));
        });

        assertThat(((ReportRecord.Failed) only()).message()).hasSize(1_000).endsWith("x...");
    }

    @Test
    void anOutputThatIsTooLargeIsAFailure() {
        start((_, _) -> new Json("\"" + "x".repeat(1_000) + "\""));

        assertThat(only()).isInstanceOfSatisfying(ReportRecord.Failed.class, report -> {
            assertThat(report.code()).isEqualTo("output_too_large");
            assertThat(report.retryable()).isFalse();
            assertThat(report.message()).contains("expected at most 1000");
        });
    }

    @Test
    void anAttemptThatTakesTooLongIsInterrupted() {
        start(delivery(1, 20), (_, _) -> {
            new CountDownLatch(1).await();
            return null;
        });

        assertThat(only()).isEqualTo(failed("timeout", "the attempt did not end within 20 ms", true));
    }

    @Test
    void whatAHandlerDidTooLateIsReportedAsDone() {
        start(delivery(1, 20), (_, task) -> {
            while (!Thread.interrupted()) {
                Thread.onSpinWait();
            }
            return new Json("\"done\"");
        });

        assertThat(only()).isInstanceOf(ReportRecord.Succeeded.class);
    }

    @Test
    void aHandlerThatDoesNotHeedItsTimeoutIsReportedWithoutItAndAgainIfItSucceeds() {
        var end = new CountDownLatch(1);
        start(delivery(1, 20), (_, _) -> {
            awaitUninterruptibly(end);
            return new Json("1");
        });

        now.set(Instant.EPOCH.plusSeconds(6));
        attempts.giveUpOverdue();

        await().until(() -> outbox.reports.size() == 1);
        assertThat(slots.free()).isEqualTo(9);
        end.countDown();
        await().until(() -> slots.free() == 10);
        assertThat(outbox.reports).containsExactly(
                failed("timeout", "the attempt did not end within 20 ms", true),
                new ReportRecord.Succeeded("t", 1, "me", new Json("1")));
    }

    private static void awaitUninterruptibly(CountDownLatch end) {
        while (true) {
            try {
                end.await();
                return;
            } catch (InterruptedException e) {
                // That is the point.
            }
        }
    }

    @Test
    void aCancelledAttemptIsInterrupted() {
        var running = new CountDownLatch(1);
        start((_, _) -> {
            running.countDown();
            new CountDownLatch(1).await();
            return null;
        });
        await().until(() -> running.getCount() == 0);

        attempts.heed(CANCEL);

        assertThat(only()).isEqualTo(failed("cancelled", "the attempt was cancelled", false));
    }

    @Test
    void anAttemptThatComesAfterItsCancellationDoesNotRun() {
        var runs = new AtomicInteger();
        attempts.heed(CANCEL);

        start((_, _) -> new Json(String.valueOf(runs.incrementAndGet())));

        assertThat(only()).isEqualTo(failed("cancelled", "the attempt was cancelled", false));
        assertThat(runs).hasValue(0);
    }

    @Test
    void aTaskThatWasDeliveredTooOftenDoesNotRun() {
        var runs = new AtomicInteger();

        start(delivery(3, 60_000), (_, _) -> new Json(String.valueOf(runs.incrementAndGet())));

        assertThat(only()).isInstanceOfSatisfying(ReportRecord.Failed.class, report -> {
            assertThat(report.code()).isEqualTo("worker_crashed");
            assertThat(report.retryable()).isTrue();
        });
        assertThat(runs).hasValue(0);
    }

    @Test
    void whatWasDeliveredBeforeRunsWhenItIsConfirmedAndNotEarlier() {
        var runs = new AtomicInteger();
        var repeated = start(delivery(2, 60_000), (_, _) -> new Json(String.valueOf(runs.incrementAndGet())));
        attempts.ask(repeated.attempt().orElseThrow());
        attempts.heed(new ControlRecord.Confirm("w", "t", 1, "another"));
        attempts.heed(new ControlRecord.Confirm("w", "t", 2, "me"));
        assertThat(slots.free()).isEqualTo(9);

        attempts.heed(CONFIRM);
        attempts.heed(CONFIRM);

        assertThat(only()).isEqualTo(new ReportRecord.Succeeded("t", 1, "me", new Json("1")));
        await().until(() -> slots.free() == 10 && attempts.claims().held().isEmpty());
        assertThat(runs).hasValue(1);
    }

    @Test
    void whatAnotherWorkerHasOrIsOverIsDroppedWithoutAReport() {
        var runs = new AtomicInteger();
        var repeated = start(delivery(2, 60_000), (_, _) -> new Json(String.valueOf(runs.incrementAndGet())));
        attempts.ask(repeated.attempt().orElseThrow());

        attempts.heed(CANCEL_HERE);
        attempts.heed(CONFIRM);

        assertThat(repeated.isDurable()).isTrue();
        assertThat(slots.free()).isEqualTo(10);
        assertThat(attempts.count()).isZero();
        assertThat(attempts.claims().held()).isEmpty();
        assertThat(outbox.reports).isEmpty();
        assertThat(runs).hasValue(0);
    }

    @Test
    void aCancellationForAllEndsWhatWaitsToBeConfirmedWithAReport() {
        var runs = new AtomicInteger();
        start(delivery(2, 60_000), (_, _) -> new Json(String.valueOf(runs.incrementAndGet())));

        attempts.heed(CANCEL);

        assertThat(only()).isEqualTo(failed("cancelled", "the attempt was cancelled", false));
        assertThat(runs).hasValue(0);
    }

    @Test
    void aCancellationForThisWorkerAloneInterruptsWithoutAReport() {
        var running = new CountDownLatch(1);
        var started = start((_, _) -> {
            running.countDown();
            new CountDownLatch(1).await();
            return null;
        });
        await().until(() -> running.getCount() == 0);

        attempts.heed(new ControlRecord.Cancel("w", "t", 1, "another"));
        assertThat(started.isDurable()).isFalse();
        attempts.heed(CANCEL_HERE);

        await().until(() -> slots.free() == 10);
        assertThat(started.isDurable()).isTrue();
        assertThat(outbox.reports).isEmpty();
    }

    @Test
    void waitingToBeConfirmedDoesNotCountAgainstTheTimeout() {
        start(delivery(2, 20), (_, task) -> new Json("\"" + task.deadline() + "\""));
        now.set(Instant.EPOCH.plusSeconds(60));
        attempts.giveUpOverdue();

        attempts.heed(CONFIRM);

        assertThat(only()).isEqualTo(new ReportRecord.Succeeded("t", 1, "me",
                new Json("\"" + Instant.EPOCH.plusSeconds(60).plusMillis(20) + "\"")));
    }

    @Test
    void whatWaitsToBeConfirmedWhenTheLeaseEndsDoesNotRunAnyMore() {
        var runs = new AtomicInteger();
        start(delivery(2, 60_000), (_, _) -> new Json(String.valueOf(runs.incrementAndGet())));

        attempts.stopAll(Stop.LEASE_LOST);

        assertThat(((ReportRecord.Failed) only()).code()).isEqualTo("lease_lost");
        assertThat(runs).hasValue(0);
    }

    @Test
    void theSecondDeliveryOfARunningAttemptDoesNotRunItAgain() {
        var runs = new AtomicInteger();
        var end = new CountDownLatch(1);
        TaskHandler handler = (_, _) -> {
            runs.incrementAndGet();
            end.await();
            return null;
        };
        var first = start(handler);
        var second = start(delivery(2, 60_000), handler);

        end.countDown();

        only();
        assertThat(runs).hasValue(1);
        assertThat(first.isDurable()).isTrue();
        assertThat(second.isDurable()).isTrue();
    }

    @Test
    void aClaimIsHeldUntilTheReportIsDurable() {
        var end = new CountDownLatch(1);
        var started = start((_, _) -> {
            end.await();
            return null;
        });

        attempts.claim(started.attempt().orElseThrow());

        assertThat(attempts.claims().held()).containsExactly(new AttemptKey("w", "t", 1));
        end.countDown();
        await().until(() -> attempts.claims().held().isEmpty());
        assertThat(only()).isInstanceOf(ReportRecord.Succeeded.class);
    }

    @Test
    void anAttemptThatEndedBeforeItsClaimIsNotHeld() {
        var started = start((_, _) -> null);
        only();

        attempts.claim(started.attempt().orElseThrow());

        assertThat(attempts.claims().held()).isEmpty();
    }

    @Test
    void aReleasedAttemptIsStoppedAndItsFailureNotReported() {
        var started = start((_, _) -> {
            new CountDownLatch(1).await();
            return null;
        });

        attempts.release(started.attempt().orElseThrow());

        await().until(() -> attempts.count() == 0);
        assertThat(outbox.reports).isEmpty();
    }

    @Test
    void aReleasedAttemptThatNeverRanGivesItsSlotBack() {
        var received = attempts.receive(delivery(1, 60_000), served((_, _) -> null));
        assertThat(slots.free()).isEqualTo(9);

        attempts.release(received.attempt().orElseThrow());

        assertThat(slots.free()).isEqualTo(10);
        assertThat(attempts.count()).isZero();
    }

    @Test
    void aFailureOfTheHandlerOpensTheCircuitBreaker() {
        start((_, _) -> {
            throw new IllegalStateException("down");
        });

        only();
        assertThat(breaker.state()).isEqualTo(AgentRecord.Breaker.State.OPEN);
    }

    @Test
    void aTimeoutOpensTheCircuitBreaker() {
        start(delivery(1, 20), (_, _) -> {
            new CountDownLatch(1).await();
            return null;
        });

        only();
        assertThat(breaker.state()).isEqualTo(AgentRecord.Breaker.State.OPEN);
    }

    @Test
    void whatEndsBecauseItWasStoppedDoesNotOpenTheCircuitBreaker() {
        start((_, _) -> {
            new CountDownLatch(1).await();
            return null;
        });

        attempts.stopAll(Stop.SHUT_DOWN);

        assertThat(((ReportRecord.Failed) only()).retryable()).isTrue();
        assertThat(breaker.state()).isEqualTo(AgentRecord.Breaker.State.CLOSED);
    }

    @Test
    void whatIsGivenUpUnrunDoesNotOpenTheCircuitBreaker() {
        start(delivery(3, 60_000), (_, _) -> null);

        assertThat(((ReportRecord.Failed) only()).code()).isEqualTo("worker_crashed");
        assertThat(breaker.state()).isEqualTo(AgentRecord.Breaker.State.CLOSED);
    }

    @Test
    void onlyTheLatestProgressIsSent() {
        var reached = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        start((_, task) -> {
            task.progress(10, "a");
            task.progress(20, "b");
            reached.countDown();
            end.await();
            return null;
        });
        await().until(() -> reached.getCount() == 0);

        attempts.sendProgress();
        await().until(() -> !outbox.reports.isEmpty());
        attempts.sendProgress();
        end.countDown();
        await().until(() -> attempts.count() == 0);

        assertThat(outbox.reports).containsExactly(new ReportRecord.Progress("t", 1, "me", 20, "b"),
                new ReportRecord.Succeeded("t", 1, "me", null));
    }

    @Test
    void whileAProgressWaitsForKafkaNoOtherOfItsAttemptDoes() {
        var again = new CountDownLatch(1);
        var saidAgain = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        outbox.isTaking = new CountDownLatch(1);
        start((_, task) -> {
            task.progress(10, "a");
            again.await();
            task.progress(20, "b");
            saidAgain.countDown();
            end.await();
            return null;
        });
        await().until(() -> {
            attempts.sendProgress();
            return outbox.offered.get() == 1;
        });
        again.countDown();
        await().until(() -> saidAgain.getCount() == 0);

        attempts.sendProgress();
        outbox.isTaking.countDown();
        await().until(() -> {
            attempts.sendProgress();
            return outbox.reports.size() == 2;
        });
        end.countDown();
        await().until(() -> attempts.count() == 0);

        assertThat(outbox.reports.subList(0, 2)).containsExactly(
                new ReportRecord.Progress("t", 1, "me", 10, "a"),
                new ReportRecord.Progress("t", 1, "me", 20, "b"));
        assertThat(outbox.mostAtOnce.get()).isEqualTo(1);
    }

    @Test
    void whatIsNoTaskBecomesADeadLetter() {
        var started = start(delivery(1, "{\"v\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                (_, _) -> null);

        await().until(started::isDurable);
        assertThat(outbox.deadLetters).hasSize(1);
    }
}
