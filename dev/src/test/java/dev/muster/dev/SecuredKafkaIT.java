package dev.muster.dev;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.muster.common.AgentType;
import dev.muster.common.Topics;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.coordinator.Coordinator;
import dev.muster.coordinator.CoordinatorConfig;
import dev.muster.coordinator.streams.EngineConfig;
import dev.muster.dev.acl.FleetUser;
import dev.muster.dev.verify.Verification;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A fleet on a broker that encrypts, asks for names and passwords, and lets each do what `muster acls` says and no more.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class SecuredKafkaIT {
    private static final Topics TOPICS = Topics.DEFAULT;
    private static final AgentType PAY = new AgentType("pay");
    private static final AgentType MAIL = new AgentType("mail");
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private SecuredBroker broker;
    private ApiClient api;
    private String address = "";

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        log.start();
        root().addAppender(log);
        // Kafka tells its settings at this level, thousands of lines that nobody reads but this test.
        kafkasLog().setLevel(Level.INFO);
        kafkasLog().setAdditive(false);
        kafkasLog().addAppender(log);
        broker = new SecuredBroker(folder);
        parts.add(broker);
        for (var user : List.of(FleetUser.coordinator("coordinator", TOPICS),
                FleetUser.worker("payer", TOPICS, List.of(PAY)),
                FleetUser.worker("mailer", TOPICS, List.of(MAIL)),
                FleetUser.client("shop", TOPICS), FleetUser.reader("audit", TOPICS))) {
            broker.let(user.name(), user.bindings());
        }
        var coordinator = coordinator(folder.resolve("one"));
        coordinator(folder.resolve("two"));
        worker("payer", PAY);
        worker("mailer", MAIL);
        address = "http://127.0.0.1:" + coordinator.httpPort().orElseThrow();
        api = new ApiClient(address);
        parts.add(api);
        api.awaitAgent("pay");
        api.awaitAgent("mail");
    }

    @AfterAll
    void stop() throws Exception {
        kafkasLog().detachAppender(log);
        kafkasLog().setAdditive(true);
        kafkasLog().setLevel(null);
        root().detachAppender(log);
        for (var part : parts.reversed()) {
            part.close();
        }
    }

    private Coordinator coordinator(Path folder) throws InterruptedException {
        var coordinator = Coordinator.start(CoordinatorConfig
                .of(EngineConfig.of(broker.bootstrap(), folder).withKafka(broker.settings("coordinator")))
                .withHttp(0));
        parts.add(coordinator);
        assertThat(coordinator.awaitReady(WITHIN)).isTrue();
        return coordinator;
    }

    private void worker(String user, AgentType agent) {
        var builder = Worker.builder(broker.bootstrap()).closedByShutdown(false)
                .agent(AgentDefinition.of(agent.value())
                        .action("do", Map.class, (input, task) -> Map.of("of", "it"))
                        .action("fail", Map.class, (input, task) -> {
                            throw TaskExecutionException.terminal("told_to", "fails because it is told to",
                                    null);
                        }).compensation("undo", Map.class, Map.class, (input, made, task) -> {}));
        broker.settings(user).forEach(builder::kafka);
        parts.add(builder.start());
    }

    @Test
    void aWorkflowCompletesWithTheseAclsAndNoOthers() {
        api.submit("works", definition("do"), Map.of());

        var ended = api.awaitEnd("works", WITHIN);

        assertThat(ended.path("status").asString("")).as(ended::toPrettyString).isEqualTo("COMPLETED");
    }

    @Test
    void aWorkflowIsRolledBackWithTheseAclsAndNoOthers() {
        api.submit("fails", definition("fail"), Map.of());

        var ended = api.awaitEnd("fails", WITHIN);

        assertThat(ended.path("status").asString("")).as(ended::toPrettyString).isEqualTo("ROLLED_BACK");
    }

    @Test
    void theFleetIsVerifiedByWhoMayReadAllOfIt() throws InterruptedException {
        api.submit("verified", definition("do"), Map.of());
        api.awaitEnd("verified", WITHIN);
        var settings = new HashMap<>(broker.settings("coordinator"));
        settings.put("bootstrap.servers", broker.bootstrap());

        try (var verification = Verification.of(settings, TOPICS, Verification.Api.open(address), null)) {
            var account = verification.run();

            assertThat(account.workflows()).isPositive();
            assertThat(account.differences()).isEmpty();
        }
    }

    @Test
    void operatorsSeeAndSetEverythingWithTheseAcls() {
        api.put("/api/v1/agents/pay", "{\"limit\": 7}");

        // Lags are looked at every five seconds.
        var agent = Awaitility.await("the lag of pay").atMost(WITHIN).until(
                () -> api.read("/api/v1/agents/pay"),
                view -> view.path("lag").asInt(-1) >= 0);
        assertThat(agent.path("limit").asInt(0)).isEqualTo(7);
        assertThat(api.once("/api/v1/lag").statusCode()).isEqualTo(200);
        assertThat(api.once("/api/v1/dead-letters").statusCode()).isEqualTo(200);
        assertThat(api.once("/api/v1/system").statusCode()).isEqualTo(200);
    }

    @Test
    void aWorkerCantReadTheTasksOfAnotherAgent() {
        try (var consumer = consumer("payer")) {
            var tasks = new TopicPartition(TOPICS.tasks(MAIL), 0);
            consumer.assign(List.of(tasks));
            consumer.seekToBeginning(List.of(tasks));

            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(20)))
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void aWorkerCantJoinTheShareGroupOfAnotherAgent() {
        var settings = broker.as("payer");
        settings.put("group.id", TOPICS.shareGroup(MAIL));
        try (var consumer = new KafkaShareConsumer<>(settings, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TOPICS.tasks(PAY)));

            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(20)))
                    .isInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void aWorkerCantWriteCommandsEventsOrTasks() {
        assertRefused("payer", TOPICS.commands());
        assertRefused("payer", TOPICS.events());
        assertRefused("payer", TOPICS.gates());
        assertRefused("payer", TOPICS.control());
        assertRefused("payer", TOPICS.tasks(PAY));
    }

    @Test
    void aClientCantWriteReportsOrTasks() {
        assertRefused("shop", TOPICS.reports());
        assertRefused("shop", TOPICS.workers());
        assertRefused("shop", TOPICS.tasks(PAY));
    }

    @Test
    void aReaderOfEventsCantWriteThem() {
        assertRefused("audit", TOPICS.events());
        assertRefused("audit", TOPICS.commands());
    }

    @Test
    void aReaderReadsEventsInAGroupOfItsOwn() {
        api.submit("seen", definition("do"), Map.of());
        var settings = broker.as("audit");
        settings.put("group.id", "audit.all");
        settings.put("auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TOPICS.events()));

            Awaitility.await().atMost(WITHIN)
                    .until(() -> !consumer.poll(Duration.ofMillis(200)).isEmpty());
        }
    }

    @Test
    void aTokenSaysWhoItIsToo() throws Exception {
        var settings = new HashMap<String, Object>(broker.settingsWithToken("admin"));
        settings.put("bootstrap.servers", broker.bootstrap());
        try (var admin = Admin.create(settings)) {
            assertThat(admin.listTopics().names().get()).contains(TOPICS.commands());
        }
    }

    @Test
    void aWrongPasswordIsToldInOneLineWithoutIt() {
        var wrong = new HashMap<>(broker.settings("payer"));
        wrong.computeIfPresent("sasl.jaas.config",
                (name, login) -> login.replace(SecuredBroker.PASSWORD, "guessed"));
        var settings = new HashMap<String, Object>(wrong);
        settings.put("bootstrap.servers", broker.bootstrap());

        try (var admin = Admin.create(settings)) {
            assertThatThrownBy(() -> admin.listTopics().names().get()).isInstanceOf(ExecutionException.class)
                    .satisfies(refused -> assertThat(KafkaOption.failed("it", (ExecutionException) refused))
                            .hasMessageStartingWith("Kafka at it does not let this user in: ")
                            .hasMessageNotContaining("guessed"))
                    .cause().isInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void noPasswordIsLogged() {
        api.submit("logged", definition("do"), Map.of());
        api.awaitEnd("logged", WITHIN);

        assertThat(List.copyOf(log.list)).as("what Kafka's clients log of their settings")
                .hasSizeGreaterThan(50)
                .noneMatch(event -> event.getFormattedMessage().contains(SecuredBroker.PASSWORD));
    }

    private static Map<String, ?> definition(String last) {
        return Map.of("name", "order", "tasks", Map.of("pay",
                Map.of("agent", "pay", "action", "do", "compensate", Map.of("action", "undo")), "mail",
                Map.of("agent", "mail", "action", last, "dependsOn", List.of("pay"))));
    }

    private KafkaConsumer<byte[], byte[]> consumer(String user) {
        return new KafkaConsumer<>(broker.as(user), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void assertRefused(String user, String topic) {
        var settings = broker.as(user);
        // Else whoever may write nothing at all is refused before the topic is looked at.
        settings.put("enable.idempotence", "false");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            assertThatThrownBy(
                    () -> producer.send(new ProducerRecord<>(topic, new byte[0], new byte[0])).get())
                    .as("%s writes %s", user, topic)
                    .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static Logger kafkasLog() {
        return (Logger) LoggerFactory.getLogger("org.apache.kafka");
    }
}
