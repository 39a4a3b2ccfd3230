package dev.muster.bench;

import dev.muster.bench.Workload.Kind;
import dev.muster.common.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Writes commands to their topic, as any client may that has Kafka.
final class LogSubmission implements Submission {
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(2);

    private final Workload workload;
    private final KafkaProducer<String, byte[]> producer;
    /// A command is the same for all workflows of its kind: their ids are the keys.
    private final Map<Kind, byte[]> commands = new HashMap<>();
    private final AtomicLong failed = new AtomicLong();

    LogSubmission(String kafka, Workload workload) {
        this.workload = workload;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", "0", "client.id", "bench"),
                new StringSerializer(), new ByteArraySerializer());
        workload.cycle().forEach(kind -> commands.computeIfAbsent(kind, Kind::command));
    }

    @Override
    public void submit(long number) {
        var command = commands.get(workload.kind(number));
        var _ = producer.send(
                new ProducerRecord<>(Topics.DEFAULT.commands(), workload.name() + "-" + number, command),
                (_, failure) -> {
                    if (failure != null) {
                        failed.incrementAndGet();
                    }
                });
    }

    @Override
    public long failed() {
        return failed.get();
    }

    /// A log takes whatever comes.
    @Override
    public List<Long> turnedAway() {
        return List.of();
    }

    @Override
    public void close() {
        // Where the broker is gone, what was not delivered is not waited for.
        producer.close(CLOSED_WITHIN);
    }
}
