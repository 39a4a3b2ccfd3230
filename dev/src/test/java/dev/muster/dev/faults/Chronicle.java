package dev.muster.dev.faults;

import dev.muster.common.wire.WireFormat;
import dev.muster.dev.faults.Executions.Attempt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// All that a fleet has committed to its topics of events and tasks, read as it comes by a thread of its own. Thread-safe.
final class Chronicle implements AutoCloseable {
    static final Set<String> ENDS = Set.of("workflow.completed", "workflow.failed", "workflow.cancelled",
            "workflow.rolled_back", "workflow.rollback_failed", "workflow.rejected");
    private static final String PREFIX = "dev.muster.";
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread reader = Thread.ofPlatform().unstarted(this::read);
    private final AtomicReference<@Nullable CountDownLatch> asked = new AtomicReference<>();
    private final Map<String, List<Event>> events = new LinkedHashMap<>();
    private final List<Dispatch> dispatches = new ArrayList<>();
    private final Set<String> ended = new HashSet<>();
    private volatile boolean closed;

    /// @param type without its prefix
    /// @param task null for the workflow's own
    record Event(String id, String type, @Nullable String task, int attempt, Instant time, JsonNode data) {}

    /// An attempt that was published.
    record Dispatch(Attempt attempt, String phase) {}

    Chronicle(String kafka) {
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed",
                "enable.auto.commit", "false", "auto.offset.reset", "earliest"), new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = List.of("muster.events", "muster.tasks.free", "muster.tasks.bounded").stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reader.start();
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(this::hear);
                var request = asked.getAndSet(null);
                if (request != null) {
                    readToEnds();
                    request.countDown();
                }
            }
        }
    }

    private void readToEnds() {
        var ends = consumer.endOffsets(consumer.assignment(), Duration.ofMinutes(1));
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(this::hear);
        }
    }

    /// Until all is read that was committed when it is asked.
    void catchUp() throws InterruptedException {
        var request = new CountDownLatch(1);
        asked.set(request);
        if (!request.await(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the topics were not read to their ends");
        }
    }

    private synchronized void hear(ConsumerRecord<String, byte[]> record) {
        var data = WireFormat.MAPPER.readTree(record.value());
        if (record.topic().startsWith("muster.tasks.")) {
            dispatches.add(new Dispatch(
                    new Attempt(record.key(), data.path("task").asString(""), data.path("attempt").asInt(0)),
                    data.path("phase").asString("")));
            return;
        }
        var type = header(record, "ce_type").substring(PREFIX.length());
        events.computeIfAbsent(record.key(), id -> new ArrayList<>())
                .add(new Event(header(record, "ce_id"), type, data.path("task").asString(null),
                        data.path("attempt").asInt(0), Instant.parse(header(record, "ce_time")), data));
        if (ENDS.contains(type)) {
            ended.add(record.key());
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(Objects.requireNonNull(record.headers().lastHeader(name)).value(),
                StandardCharsets.UTF_8);
    }

    synchronized List<Event> events(String workflow) {
        return List.copyOf(events.getOrDefault(workflow, List.of()));
    }

    synchronized List<Dispatch> dispatches() {
        return List.copyOf(dispatches);
    }

    synchronized Set<String> ended() {
        return Set.copyOf(ended);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        reader.join();
    }
}
