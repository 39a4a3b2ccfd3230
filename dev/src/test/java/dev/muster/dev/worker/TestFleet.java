package dev.muster.dev.worker;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.TaskIntake;
import dev.muster.common.Topics;
import dev.muster.common.wire.ControlRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.TaskRecord;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import dev.muster.common.wire.WireRecord;
import dev.muster.common.wire.WorkerRecord;
import dev.muster.dev.EmbeddedBroker;
import dev.muster.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import static org.awaitility.Awaitility.await;

/// Stands in for the coordinator: makes the topics of one prefix, writes tasks, reads what workers say, and answers
/// what they ask.
final class TestFleet implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(30);

    private final String bootstrap;
    private final Topics topics;
    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;
    private final TopicLog reports;
    private final TopicLog heartbeats;
    private final TopicLog deadLetters;
    private final List<ControlRecord> answers = new CopyOnWriteArrayList<>();
    // Owned by the log of the heartbeats.
    private final Set<WorkerRecord.Claim> answered = new HashSet<>();

    TestFleet(EmbeddedBroker broker, String prefix) {
        bootstrap = broker.bootstrap();
        topics = new Topics(prefix + ".");
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        create(topics.reports(), 1);
        create(topics.workers(), 1);
        create(topics.control(), 1);
        create(topics.deadLetters(), 1);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", "0"), new StringSerializer(),
                new ByteArraySerializer());
        reports = new TopicLog(bootstrap, topics.reports());
        heartbeats = new TopicLog(bootstrap, topics.workers(), this::answer);
        deadLetters = new TopicLog(bootstrap, topics.deadLetters());
    }

    Topics topics() {
        return topics;
    }

    String bootstrap() {
        return bootstrap;
    }

    Admin admin() {
        return admin;
    }

    Worker.Builder worker() {
        return Worker.builder(bootstrap).topics(topics).closedByShutdown(false);
    }

    /// As the coordinator does it: first the group's settings, then the topic.
    TestFleet agent(String type, int partitions, Map<String, String> groupSettings) {
        var agent = new AgentType(type);
        set(new ConfigResource(ConfigResource.Type.GROUP, topics.shareGroup(agent)),
                TaskIntake.REQUIRED);
        set(new ConfigResource(ConfigResource.Type.GROUP, topics.shareGroup(agent)), TaskIntake.WISHED);
        set(new ConfigResource(ConfigResource.Type.GROUP, topics.shareGroup(agent)), groupSettings);
        create(topics.tasks(agent), partitions);
        return this;
    }

    TestFleet agent(String type, int partitions) {
        return agent(type, partitions, Map.of());
    }

    private void create(String topic, int partitions) {
        done(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all());
    }

    private void set(ConfigResource resource, Map<String, String> settings) {
        Collection<AlterConfigOp> changes = settings.entrySet().stream()
                .map(one -> new AlterConfigOp(new ConfigEntry(one.getKey(), one.getValue()),
                        AlterConfigOp.OpType.SET))
                .toList();
        done(admin.incrementalAlterConfigs(Map.of(resource, changes)).all());
    }

    private static void done(org.apache.kafka.common.KafkaFuture<?> future) {
        try {
            future.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void run(String agent, String workflow, String input) {
        send(agent, workflow, task(agent, 1, Duration.ofMinutes(5), input));
    }

    static TaskRecord task(String agent, int attempt, Duration timeout, String input) {
        return new TaskRecord("t", attempt, attempt, TaskRecord.Phase.RUN,
                new TaskRecord.Order(agent, "do", new Json(input), null, timeout.toMillis(), null));
    }

    void send(String agent, String workflow, TaskRecord task) {
        sendRaw(agent, workflow, WireFormat.bytes(task));
    }

    void sendRaw(String agent, String workflow, byte[] value) {
        write(topics.tasks(new AgentType(agent)), workflow, value);
    }

    void runAndAbort(String agent, String workflow) {
        try (var aborting = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap, "transactional.id",
                        topics.prefix() + "aborting"),
                new StringSerializer(), new ByteArraySerializer())) {
            aborting.initTransactions();
            aborting.beginTransaction();
            var _ = aborting.send(new ProducerRecord<>(topics.tasks(new AgentType(agent)), workflow,
                    WireFormat.bytes(task(agent, 1, LONG, "{}"))));
            aborting.flush();
            aborting.abortTransaction();
        }
    }

    void cancel(String workflow, int attempt) {
        write(topics.control(), null, WireFormat.bytes(new ControlRecord.Cancel(workflow, "t", attempt)));
    }

    /// The first that asks for an attempt may run it, unless it was reported.
    private void answer(ConsumerRecord<String, byte[]> record) {
        if (read(WorkerRecord.class, record.value()) instanceof WorkerRecord.Heartbeat heartbeat) {
            heartbeat.claims().stream().filter(claim -> claim.again() != null && answered.add(claim))
                    .forEach(claim -> {
                        var answer = reportsOn(claim.workflow()).stream()
                                .noneMatch(report -> report instanceof ReportRecord.OfAttempt done
                                        && done.attempt() == claim.attempt())
                                                ? new ControlRecord.Confirm(claim.workflow(), claim.task(),
                                                        claim.attempt(), record.key())
                                                : new ControlRecord.Cancel(claim.workflow(), claim.task(),
                                                        claim.attempt(), record.key());
                        write(topics.control(), null, WireFormat.bytes(answer));
                        answers.add(answer);
                    });
        }
    }

    /// What workers that asked were told.
    List<ControlRecord> answers() {
        return answers;
    }

    private void write(String topic, @org.jspecify.annotations.Nullable String key, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(topic, key, value));
        producer.flush();
    }

    /// The reports on one workflow's task, progress left out.
    List<ReportRecord> reportsOn(String workflow) {
        return allReportsOn(workflow).stream()
                .filter(report -> !(report instanceof ReportRecord.Progress)).toList();
    }

    List<ReportRecord> allReportsOn(String workflow) {
        return reports.records().stream().filter(record -> record.key().equals(workflow))
                .map(record -> read(ReportRecord.class, record.value())).toList();
    }

    ReportRecord awaitReport(String workflow) {
        await().atMost(LONG).until(() -> !reportsOn(workflow).isEmpty());
        return reportsOn(workflow).getFirst();
    }

    List<WorkerRecord> saidBy(Worker worker) {
        return heartbeats.records().stream().filter(record -> record.key().equals(worker.id().value()))
                .map(record -> read(WorkerRecord.class, record.value())).toList();
    }

    List<WorkerRecord.Heartbeat> heartbeatsOf(Worker worker) {
        var found = new ArrayList<WorkerRecord.Heartbeat>();
        saidBy(worker).forEach(said -> {
            if (said instanceof WorkerRecord.Heartbeat heartbeat) {
                found.add(heartbeat);
            }
        });
        return found;
    }

    /// What the worker held when it was last heard of.
    List<WorkerRecord.Claim> claimsListedLast(String worker) {
        var last = new ArrayList<WorkerRecord.Claim>();
        heartbeats.records().stream().filter(record -> record.key().equals(worker)).forEach(record -> {
            last.clear();
            if (read(WorkerRecord.class, record.value()) instanceof WorkerRecord.Heartbeat heartbeat) {
                last.addAll(heartbeat.claims());
            }
        });
        return last;
    }

    TopicLog reports() {
        return reports;
    }

    TopicLog deadLetters() {
        return deadLetters;
    }

    static <T extends WireRecord> T read(Class<T> type, byte[] value) {
        try {
            return WireFormat.read(type, value);
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        reports.close();
        heartbeats.close();
        deadLetters.close();
        producer.close();
        admin.close();
    }
}
