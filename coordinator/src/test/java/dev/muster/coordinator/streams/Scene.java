package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.Topics;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.CommandRecord;
import dev.muster.common.wire.ControlRecord;
import dev.muster.common.wire.DefinitionRecord;
import dev.muster.common.wire.GateRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.TaskRecord;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import dev.muster.common.wire.WireRecord;
import dev.muster.common.wire.WorkerRecord;
import dev.muster.coordinator.monitor.Occurrence;
import dev.muster.coordinator.monitor.Uncommitted;
import dev.muster.coordinator.port.OwnAnswers.Gate;
import dev.muster.coordinator.port.WorkflowView;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// The coordinator's streams without a broker: records go in and time goes on by hand, and what came out is read in the
/// words of the domain. What was read once is not read again.
final class Scene implements AutoCloseable {
    /// How long workflows are kept after their end.
    static final Duration KEPT = Duration.ofDays(7);
    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    static final Topics TOPICS = Topics.DEFAULT;

    private final DefinitionCache definitions = new DefinitionCache();
    private final Tallies tallies = new Tallies(InstantSource.system());
    private final Intake intake = new Intake();
    private final GateFigures gates = new GateFigures();
    private final List<Occurrence> counted = new ArrayList<>();
    private final Uncommitted uncommitted = new Uncommitted(counted::add);
    private final TopologyTestDriver driver;
    private Instant now = START;
    private long sequence;

    private Scene(Path folder, Function<String, KeyValueBytesStoreSupplier> stores) {
        var config = EngineConfig.of("nowhere:9092", folder);
        var properties = new Properties();
        properties.putAll(new ClientSettings(config).streams(null));
        var topology = WorkflowTopology.of(new WorkflowTopology.Parts(TOPICS, definitions, tallies,
                ThreadLocal.withInitial(() -> new PerThread(new CommitPacing(), uncommitted)), intake,
                new WorkflowTopology.Parts.Periods(Duration.ofSeconds(10), KEPT), gates), stores);
        this.driver = new TopologyTestDriver(topology, properties, START);
    }

    /// With an agent `echo` that can `say` and `unsay`.
    static Scene in(Path folder) {
        return in(folder, Stores::persistentKeyValueStore);
    }

    /// @param stores gives the store of a name
    static Scene in(Path folder, Function<String, KeyValueBytesStoreSupplier> stores) {
        var scene = new Scene(folder, stores);
        scene.send(TOPICS.agents(), "echo", new AgentRecord(List.of("say", "unsay")));
        return scene;
    }

    /// What is counted, once what was decided so far is committed.
    List<Occurrence> counted() {
        uncommitted.committed();
        return List.copyOf(counted);
    }

    /// What was decided since the last commit is lost.
    void loseTransaction() {
        uncommitted.lost();
    }

    Tallies tallies() {
        return tallies;
    }

    void start(String workflow, String definition) {
        start(workflow, null, definition, "{}");
    }

    void start(String workflow, @Nullable String command, String definition, String input) {
        command(workflow,
                new CommandRecord.Start(command, new Json(definition), null, null, new Json(input), null,
                        null));
    }

    void startByName(String workflow, String name, @Nullable Integer version) {
        command(workflow, new CommandRecord.Start(null, null, name, version, null, null, null));
    }

    void register(String name, int version, String definition) {
        send(TOPICS.definitions(), name + ':' + version,
                new DefinitionRecord(name, version, new Json(definition)));
    }

    void command(String workflow, CommandRecord command) {
        send(TOPICS.commands(), workflow, command);
    }

    void succeed(String workflow, String task, int attempt) {
        succeed(workflow, task, attempt, "{\"n\":1}");
    }

    void succeed(String workflow, String task, int attempt, String output) {
        report(workflow, new ReportRecord.Succeeded(task, attempt, "w1", new Json(output)));
    }

    void fail(String workflow, String task, int attempt, String code) {
        report(workflow, new ReportRecord.Failed(task, attempt, "w1", code, "it did not work", true));
    }

    void report(String workflow, ReportRecord report) {
        send(TOPICS.reports(), workflow, report);
    }

    void heartbeat(String worker, WorkerRecord.Claim... claims) {
        heartbeat(worker, ++sequence, claims);
    }

    void heartbeat(String worker, long number, WorkerRecord.Claim... claims) {
        send(TOPICS.workers(), worker, new WorkerRecord.Heartbeat(number, List.of(), List.of(claims), "1"));
    }

    void leave(String worker) {
        send(TOPICS.workers(), worker, new WorkerRecord.Left(++sequence));
    }

    static WorkerRecord.Claim claim(String workflow, String task, int attempt) {
        return new WorkerRecord.Claim(workflow, task, attempt);
    }

    void ask(String gate, GateRecord record) {
        send(TOPICS.gates(), gate, record);
    }

    /// `echo` has a limit.
    void limit(@Nullable Integer limit) {
        ask("echo", new GateRecord.Register(List.of("say", "unsay"), null));
        ask("echo", new GateRecord.Configure(AgentSettings.NONE.withLimit(limit)));
    }

    /// What its gate says of `echo`.
    Gate gate() {
        return Objects.requireNonNull(gates.all().get("echo"), "echo has a gate");
    }

    /// The latest entry of `echo`.
    AgentRecord agent() {
        return read(TOPICS.agents(), record -> wire(AgentRecord.class, record.value())).getLast();
    }

    AgentRecord.Breaker breaker() {
        return Objects.requireNonNull(agent().breaker(), "the breaker has changed");
    }

    private void send(String topic, String key, WireRecord value) {
        send(topic, key, WireFormat.bytes(value));
    }

    void send(String topic, @Nullable String key, byte @Nullable [] value) {
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer(), now, Duration.ZERO)
                .pipeInput(key, value);
    }

    /// The workers of `echo` have taken all that was published.
    void seeEverythingTaken() {
        intake.seenEmpty(new AgentType("echo"), now.toEpochMilli());
    }

    void pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /// The tasks published to `echo`, such as `run a#1`, or `compensate a#2` for its second attempt.
    List<String> published() {
        return tasks().stream()
                .map(task -> task.phase().name().toLowerCase(Locale.ROOT) + ' ' + task.task() + '#'
                        + task.attempt())
                .toList();
    }

    List<TaskRecord> tasks() {
        return read(TOPICS.tasks(new AgentType("echo")),
                record -> wire(TaskRecord.class, record.value()));
    }

    /// What workers are told, such as `cancel a#1`.
    List<String> told() {
        return read(TOPICS.control(), record -> switch (wire(ControlRecord.class, record.value())) {
            case ControlRecord.Cancel cancel -> "cancel " + cancel.task() + '#' + cancel.attempt()
                    + (cancel.worker() == null ? "" : " at " + cancel.worker());
            case ControlRecord.Confirm confirm ->
                "confirm " + confirm.task() + '#' + confirm.attempt() + " at " + confirm.worker();
        });
    }

    /// The events, such as `workflow.started` or `task.completed a`.
    List<String> events() {
        return eventRecords().stream().map(event -> {
            var subject = header(event.headers(), CloudEvent.SUBJECT);
            var task = subject.contains("/") ? ' ' + subject.substring(subject.indexOf('/') + 1) : "";
            return header(event.headers(), CloudEvent.TYPE).replace("dev.muster.", "") + task;
        }).toList();
    }

    List<TestRecord<String, byte[]>> eventRecords() {
        return read(TOPICS.events(), Function.identity());
    }

    /// The dead letters, such as `commands: expected a JSON object`.
    List<String> deadLetters() {
        return deadLetterRecords().stream()
                .map(letter -> header(letter.headers(), "topic").replace(TOPICS.prefix(), "") + ": "
                        + header(letter.headers(), "reason"))
                .toList();
    }

    List<TestRecord<String, byte[]>> deadLetterRecords() {
        return read(TOPICS.deadLetters(), Function.identity());
    }

    static String header(Headers headers, String name) {
        return new String(Objects.requireNonNull(headers.lastHeader(name), name).value(),
                StandardCharsets.UTF_8);
    }

    WorkflowView view(String workflow) {
        return Objects.requireNonNull(
                new WorkflowViews(definitions, () -> now).whole(rows(), new WorkflowId(workflow)));
    }

    WorkflowView.Task task(String workflow, String task) {
        return Objects.requireNonNull(Objects.requireNonNull(view(workflow).tasks()).get(task));
    }

    /// Each task with its state.
    Map<String, String> states(String workflow) {
        var tasks = Objects.requireNonNull(view(workflow).tasks());
        return tasks.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().status()));
    }

    /// Everything that the coordinator wrote, by topic, changelogs among them.
    Map<String, List<TestRecord<byte[], byte[]>>> written() {
        return driver.producedTopicNames().stream()
                .collect(Collectors.toMap(Function.identity(),
                        topic -> driver.createOutputTopic(topic, new ByteArrayDeserializer(),
                                new ByteArrayDeserializer()).readRecordsToList()));
    }

    KeyValueStore<Bytes, byte[]> rows() {
        return driver.getKeyValueStore(TopologyNames.ROWS_STORE);
    }

    KeyValueStore<Bytes, byte[]> timers() {
        return driver.getKeyValueStore(TopologyNames.TIMERS_STORE);
    }

    private <T> List<T> read(String topic, Function<TestRecord<String, byte[]>, T> form) {
        TestOutputTopic<String, byte[]> output = driver.createOutputTopic(topic, new StringDeserializer(),
                new ByteArrayDeserializer());
        return output.readRecordsToList().stream().map(form).toList();
    }

    private static <T extends WireRecord> T wire(Class<T> type, byte[] value) {
        try {
            return WireFormat.read(type, value);
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
