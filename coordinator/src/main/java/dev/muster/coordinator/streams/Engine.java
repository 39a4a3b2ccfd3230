package dev.muster.coordinator.streams;

import dev.muster.coordinator.port.Agents;
import dev.muster.coordinator.port.Definitions;
import dev.muster.coordinator.port.Workflows;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A coordinator on Kafka, working: its streams, its registrar, its ear for events, and the ports to all of them.
/// Thread-safe.
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
    /// Inputs within some 40 ms that are still worth a transaction each.
    private static final int FEW = 8;

    private final Vitals vitals = new Vitals();
    private final ClientSettings settings;
    private final Admin admin;
    private final Publisher publisher;
    private final EventFeed feed;
    private final KafkaStreams streams;
    private final Registrar registrar;
    private final IntakeSampler sampler;
    private final KafkaWorkflows workflows;
    private final KafkaDefinitions definitions;
    private final KafkaAgents agents;

    private Engine(EngineConfig config) {
        var topics = config.topics();
        settings = new ClientSettings(config);
        admin = Admin.create(settings.admin());
        var setup = new TopicSetup(admin, new TopicPlan(topics, config.partitions(), config.replication()));
        var partitions = setup.createFixed();
        publisher = new Publisher(settings, topics.deadLetters());
        var listening = Listening.start();
        feed = EventFeed.start(settings, topics.events(), vitals, listening);
        var cache = new DefinitionCache();
        var tallies = new Tallies();
        var intake = new Intake();
        streams = streams(new WorkflowTopology.Parts(topics, cache, tallies,
                ThreadLocal.withInitial(() -> new CommitPacing(FEW)), intake, config.silence()));
        var stores = new RowStores(streams, partitions);
        var agentTable = new AgentTable(() -> stores.table(TopologyNames.AGENTS_STORE));
        var definitionTable = new DefinitionTable(() -> stores.table(TopologyNames.DEFINITIONS_STORE));
        var admission = new Admission(agentTable, definitionTable, cache);
        var clock = InstantSource.system();
        workflows = new KafkaWorkflows(new KafkaWorkflows.Parts(admission, publisher, listening, stores,
                new WorkflowViews(cache, clock),
                new Fleet(this::isReady, tallies, agentTable, definitionTable), clock), topics,
                new WorkflowIds(clock, new SecureRandom()));
        definitions = new KafkaDefinitions(admission, definitionTable, publisher, topics.definitions());
        agents = new KafkaAgents(agentTable);
        var registration = new Registration(topics, agentTable, setup, publisher);
        registrar = Registrar.start(settings, registration.inspected(), registration, vitals);
        sampler = IntakeSampler.start(admin, topics, agentTable, intake, vitals);
    }

    /// Starts; the ports answer once [#isReady].
    /// @throws IllegalStateException if a topic is there that can't serve
    public static Engine start(EngineConfig config) {
        var engine = new Engine(config);
        engine.streams.start();
        return engine;
    }

    private KafkaStreams streams(WorkflowTopology.Parts parts) {
        var properties = new Properties();
        properties.putAll(settings.streams());
        var made = new KafkaStreams(WorkflowTopology.of(parts), properties);
        made.setUncaughtExceptionHandler(failure -> {
            vitals.failed("streams", failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        made.setStateListener((now, before) -> LOG.atInfo().addKeyValue("state", now)
                .addKeyValue("before", before).log("streams changed state"));
        return made;
    }

    public Workflows workflows() {
        return workflows;
    }

    public Definitions definitions() {
        return definitions;
    }

    public Agents agents() {
        return agents;
    }

    /// Whether all partitions that are this coordinator's are open.
    public boolean isReady() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /// False once a part failed for good: the process should be restarted.
    public boolean isLive() {
        return vitals.failedPart().isEmpty();
    }

    /// Stops in good order; what another coordinator goes on with is in the log.
    @Override
    public void close() {
        registrar.close();
        sampler.close();
        // Leaves the group, or the others would wait for its session to run out.
        var isStopped = streams.close(CloseOptions
                .groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(STOP_WITHIN));
        if (!isStopped) {
            LOG.atWarn().log("streams abandoned, they did not stop in time");
        }
        feed.close();
        publisher.close();
        admin.close(Duration.ofSeconds(5));
    }
}
