package dev.muster.dev.worker;

import dev.muster.common.AgentType;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.WireFormat;
import dev.muster.dev.EmbeddedBroker;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Drives workers as a coordinator does, with tasks in small transactions, and measures what each task waited beyond
/// its own length: a stall that nothing ends shows as a wait of the length of a record's lock.
final class IntakeSoak implements AutoCloseable {
    private static final String AGENT = "soak";

    private final TestFleet fleet;
    private final List<Worker> workers = new ArrayList<>();
    private final LinkedBlockingQueue<Integer> toPublish = new LinkedBlockingQueue<>();
    private final AtomicInteger unreported = new AtomicInteger();
    private final ConcurrentMap<String, Long> due = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> waits = new ConcurrentLinkedQueue<>();
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicInteger toReplace = new AtomicInteger();
    private final Random random;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isEnded;

    /// @param waitP50Millis what half the tasks waited at most, from the commit of their publication to their report
    /// @param repeated reports beyond the first of a task
    /// @param reopened how often a watchdog found its intake stalled
    record Figures(int tasks, double perSecond, long waitP50Millis, long waitP99Millis, long waitMaxMillis,
            int repeated, long reopened) {}

    IntakeSoak(EmbeddedBroker broker, String prefix, int partitions, long seed,
            UnaryOperator<Worker.Builder> configured) {
        random = new Random(seed);
        fleet = new TestFleet(broker, prefix).agent(AGENT, partitions);
        for (var i = 0; i < 2; i++) {
            workers.add(configured.apply(fleet.worker().maxInFlight(200)).agent(agent()).start());
        }
        threads.add(Thread.ofPlatform().daemon().name("soak-publisher").start(this::publish));
        threads.add(Thread.ofPlatform().daemon().name("soak-reader").start(this::read));
    }

    private static AgentDefinition agent() {
        return AgentDefinition.of(AGENT).action("do", Integer.class, (millis, task) -> {
            if (millis > 0) {
                TimeUnit.MILLISECONDS.sleep(millis);
            }
            return null;
        });
    }

    /// Keeps so many tasks outstanding for so long: most of them short, some to be claimed, a few long.
    Figures load(int outstanding, Duration length) {
        return measured(() -> {
            toReplace.set(outstanding);
            for (var i = 0; i < outstanding; i++) {
                order();
            }
            pause(length);
            toReplace.set(0);
        });
    }

    /// Nothing for up to `idle`, then up to `burst` tasks at once, again and again.
    Figures bursts(int burst, Duration idle, Duration length) {
        return measured(() -> {
            var end = System.nanoTime() + length.toNanos();
            while (System.nanoTime() < end) {
                pause(Duration.ofMillis(random.nextLong(idle.toMillis() + 1)));
                var count = 1 + random.nextInt(burst);
                for (var i = 0; i < count; i++) {
                    order();
                }
                awaitAllReported();
            }
        });
    }

    private void order() {
        unreported.incrementAndGet();
        toPublish.add(length());
    }

    private int length() {
        var dice = random.nextInt(100);
        return dice < 90 ? 0 : dice < 99 ? 100 : 1_000;
    }

    private Figures measured(Runnable work) {
        waits.clear();
        repeated.set(0);
        var reopenedBefore = reopened();
        var from = System.nanoTime();
        work.run();
        awaitAllReported();
        var seconds = (System.nanoTime() - from) / 1e9;
        var sorted = waits.stream().sorted().toList();
        return new Figures(sorted.size(), sorted.size() / seconds, percentile(sorted, 50),
                percentile(sorted, 99),
                sorted.isEmpty() ? 0 : sorted.getLast(), repeated.get(), reopened() - reopenedBefore);
    }

    private static long percentile(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * percent / 100);
    }

    long reopened() {
        return workers.stream().flatMap(worker -> worker.stats().intakes().values().stream())
                .mapToLong(intake -> intake.reopened()).sum();
    }

    private void awaitAllReported() {
        var end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (unreported.get() > 0 && System.nanoTime() < end) {
            pause(Duration.ofMillis(5));
        }
        if (unreported.get() > 0) {
            throw new IllegalStateException(unreported.get() + " tasks were not reported within two minutes");
        }
    }

    private void publish() {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", fleet.bootstrap(), "linger.ms", "0",
                        "transactional.id", fleet.topics().prefix() + "soak"),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            while (!isEnded) {
                var first = toPublish.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    var batch = new ArrayList<Integer>();
                    batch.add(first);
                    toPublish.drainTo(batch, 500);
                    producer.beginTransaction();
                    var sent = batch.stream().map(millis -> send(producer, millis)).toList();
                    producer.commitTransaction();
                    // Until then nobody could take them.
                    for (var i = 0; i < sent.size(); i++) {
                        var millis = batch.get(i);
                        due.computeIfPresent(sent.get(i), (_, _) -> dueIn(millis));
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long dueIn(int millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private String send(KafkaProducer<String, byte[]> producer, int millis) {
        var workflow = "w" + published.incrementAndGet();
        due.put(workflow, dueIn(millis));
        var task = TestFleet.task(AGENT, 1, Duration.ofMinutes(5), String.valueOf(millis));
        var _ = producer.send(new ProducerRecord<>(fleet.topics().tasks(new AgentType(AGENT)), workflow,
                WireFormat.bytes(task)));
        return workflow;
    }

    private void read() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", fleet.bootstrap(), "fetch.max.wait.ms", "20"),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(fleet.topics().reports(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (!isEnded) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    reported(record.key(), TestFleet.read(ReportRecord.class, record.value()));
                }
            }
        }
    }

    private void reported(String workflow, ReportRecord report) {
        var was = due.remove(workflow);
        if (was == null || !(report instanceof ReportRecord.Succeeded)) {
            repeated.incrementAndGet();
            return;
        }
        waits.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - was));
        if (toReplace.get() > 0) {
            order();
        }
        unreported.decrementAndGet();
    }

    private static void pause(Duration length) {
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        isEnded = true;
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        workers.forEach(Worker::close);
        fleet.close();
    }
}
