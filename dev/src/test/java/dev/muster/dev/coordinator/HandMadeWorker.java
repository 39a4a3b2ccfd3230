package dev.muster.dev.coordinator;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.Topics;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.TaskRecord;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import dev.muster.common.wire.WorkerRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// A worker with nothing but plain Kafka clients, for one agent type: what any language could write.
final class HandMadeWorker implements AutoCloseable {
    private final AgentType agent;
    private final Handler handler;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Object> consumerSettings;
    private final AtomicLong sequence = new AtomicLong();
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closing;

    /// Answers a task with a report, or with null to keep silent.
    interface Handler {
        @Nullable
        ReportRecord handle(String workflow, TaskRecord task);
    }

    /// A task as it was taken.
    record Taken(String workflow, TaskRecord task) {
        @Override
        public String toString() {
            return task.phase().name().toLowerCase(Locale.ROOT) + " " + task.task() + "#"
                    + task.attempt();
        }
    }

    HandMadeWorker(String bootstrap, String agent, Handler handler) {
        this.agent = new AgentType(agent);
        this.handler = handler;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
                new StringSerializer(), new ByteArraySerializer());
        this.consumerSettings = Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed",
                "auto.offset.reset", "earliest", "allow.auto.create.topics", false);
        heartbeat();
        this.thread = Thread.ofPlatform().daemon().start(this::work);
    }

    /// Answers every task with success and a fixed output.
    static Handler succeeding() {
        return (workflow, task) -> new ReportRecord.Succeeded(task.task(), task.attempt(), "hand",
                new Json("{\"by\":\""
                        + task.task() + "\"}"));
    }

    void heartbeat(WorkerRecord.Claim... claims) {
        send(Topics.DEFAULT.workers(), "hand",
                WireFormat.bytes(new WorkerRecord.Heartbeat(sequence.incrementAndGet(),
                        List.of(new WorkerRecord.Offer(agent.value(), List.of("*"), 10)), List.of(claims),
                        "1")));
    }

    List<Taken> taken() {
        return taken;
    }

    List<String> takenNames() {
        return taken.stream().map(Taken::toString).toList();
    }

    void report(String workflow, ReportRecord report) {
        send(Topics.DEFAULT.reports(), workflow, WireFormat.bytes(report));
    }

    /// What was put aside so far, of which at least so many records are expected.
    List<String> deadLetters(int atLeast) {
        var found = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(consumerSettings, new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var topic = Topics.DEFAULT.deadLetters();
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int polls = 0; polls < 20 && found.size() < atLeast; polls++) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(record.key()));
            }
        }
        return found;
    }

    void send(String topic, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try (var consumer = new KafkaConsumer<>(consumerSettings, new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var topic = Topics.DEFAULT.tasks(agent);
            var partitions = new ArrayList<TopicPartition>();
            while (partitions.isEmpty() && !closing) {
                consumer.listTopics(Duration.ofSeconds(10)).getOrDefault(topic, List.of())
                        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closing) {
                consumer.poll(Duration.ofMillis(20)).forEach(this::take);
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        try {
            var task = WireFormat.read(TaskRecord.class, record.value());
            taken.add(new Taken(record.key(), task));
            var report = handler.handle(record.key(), task);
            if (report != null) {
                report(record.key(), report);
            }
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join(Duration.ofSeconds(5));
        producer.close(Duration.ofSeconds(2));
    }
}
