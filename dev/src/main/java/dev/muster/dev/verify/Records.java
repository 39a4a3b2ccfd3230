package dev.muster.dev.verify;

import dev.muster.common.Topics;
import dev.muster.common.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a fleet's topics say of its workflows: what was asked (`commands`), what was reported (`reports`), what came of it (`events`),
/// read to their committed ends, and again when asked. Has one owner.
final class Records implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);
    private static final String PREFIX = "dev.muster.";

    private final Topics topics;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, WorkflowModel> workflows = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> answered = new HashSet<>();
    /// By [#name]: hashes of what was returned.
    private final Map<String, Set<Integer>> outputs = new HashMap<>();
    private final Set<String> eventIds = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private final boolean isWhole;

    private Records(Topics topics, KafkaConsumer<String, byte[]> consumer) {
        this.topics = topics;
        this.consumer = consumer;
        var partitions = List.of(topics.commands(), topics.reports(), topics.events()).stream()
                .flatMap(topic -> consumer.partitionsFor(topic, ANSWERED_WITHIN).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        isWhole = consumer.beginningOffsets(partitions, ANSWERED_WITHIN).values().stream()
                .allMatch(offset -> offset == 0);
    }

    /// @param kafka settings of a client, `bootstrap.servers` among them
    static Records open(Map<String, String> kafka, Topics topics) {
        var settings = new HashMap<String, Object>(kafka);
        settings.putAll(Map.of("isolation.level", "read_committed", "enable.auto.commit", "false",
                "auto.offset.reset", "earliest", "allow.auto.create.topics", "false"));
        return new Records(topics,
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer()));
    }

    /// Whether the topics still have all that was ever written; else their beginnings are missing.
    boolean isWhole() {
        return isWhole;
    }

    void readToEnds() {
        var ends = consumer.endOffsets(consumer.assignment(), ANSWERED_WITHIN);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(this::hear);
        }
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.topic().equals(topics.events())) {
                event(record);
            } else {
                input(record, WireFormat.MAPPER.readTree(record.value()));
            }
        } catch (JacksonException e) {
            // The coordinator has put it with the dead letters.
        }
    }

    private void event(ConsumerRecord<String, byte[]> record) {
        var type = header(record, "ce_type").substring(PREFIX.length());
        var id = header(record, "ce_id");
        if (!eventIds.add(id)) {
            faults.add(record.key() + ": the event " + id + " is there twice");
        }
        answered.add(record.key());
        if (!type.startsWith("command.")) {
            workflows.computeIfAbsent(record.key(), key -> new WorkflowModel()).hear(type,
                    WireFormat.MAPPER.readTree(record.value()), Instant.parse(header(record, "ce_time")));
        }
    }

    private void input(ConsumerRecord<String, byte[]> record, JsonNode input) {
        var type = input.path("type").asString("");
        if (record.topic().equals(topics.commands()) && type.equals("start")) {
            asked.add(record.key());
        } else if (type.equals("succeeded")) {
            outputs.computeIfAbsent(
                    name(record.key(), input.path("task").asString(""), input.path("attempt").asInt(0)),
                    name -> new HashSet<>()).add(hash(input.path("output")));
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /// Of what is not there, the hash of null.
    static int hash(JsonNode output) {
        return output.isMissingNode() || output.isNull() ? 0 : output.hashCode();
    }

    private static String name(String workflow, String task, int attempt) {
        return workflow + '\0' + task + '\0' + attempt;
    }

    Map<String, WorkflowModel> workflows() {
        return workflows;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    /// Workflows whose start was asked and never answered by an event.
    List<String> unanswered() {
        return asked.stream().filter(id -> !answered.contains(id)).toList();
    }

    boolean isAsked(String workflow) {
        return asked.contains(workflow);
    }

    /// The hashes of what was reported as the attempt's output; several if it ran more than once.
    Set<Integer> outputs(String workflow, String task, int attempt) {
        return outputs.getOrDefault(name(workflow, task, attempt), Set.of());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
