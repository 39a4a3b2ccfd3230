package dev.muster.coordinator.streams;

import dev.muster.coordinator.monitor.Monitor;
import dev.muster.coordinator.monitor.Uncommitted;
import dev.muster.coordinator.port.Address;
import dev.muster.coordinator.port.AgentView;
import dev.muster.coordinator.port.Agents;
import dev.muster.coordinator.port.DeadLetters;
import dev.muster.coordinator.port.Definitions;
import dev.muster.coordinator.port.Events;
import dev.muster.coordinator.port.Health;
import dev.muster.coordinator.port.Metrics;
import dev.muster.coordinator.port.OwnAnswers;
import dev.muster.coordinator.port.Peers;
import dev.muster.coordinator.port.Workflows;
import dev.muster.coordinator.pressure.Turnstile;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A coordinator on Kafka, working: its streams, its registrar, its ear for events, and the ports to all of them.
/// Thread-safe.
public final class Engine implements Health, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
    /// How long a read waits for a partition that is on its way from one coordinator to another.
    private static final Duration MOVED_WITHIN = Duration.ofSeconds(2);

    private final Vitals vitals = new Vitals();
    private final InstantSource clock = InstantSource.system();
    private final Monitor monitor = Monitor.start(clock);
    private final ThreadLocal<PerThread> threads = ThreadLocal
            .withInitial(() -> new PerThread(new CommitPacing(), new Uncommitted(monitor::count)));
    private final ClientSettings settings;
    private final Admin admin;
    private final Publisher publisher;
    private final PollingThread<?, ?> feed;
    private final PollingThread<?, ?> heartbeats;
    private final Instance instance = new Instance();
    private final Topology topology;
    private final PollingThread<?, ?> registrar;
    private final Periodic sampler;
    private final Periodic transactionWatch;
    private final KafkaWorkflows workflows;
    private final KafkaEvents events;
    private final KafkaDeadLetters deadLetters;
    private final KafkaDefinitions definitions;
    private final KafkaAgents agents;
    private final @Nullable Integer runningLimit;
    private final GroupRenewal renewal;
    private final Membership membership;
    private final KafkaOwnAnswers ownAnswers;

    private Engine(EngineConfig config, Peers peers) {
        var topics = config.topics();
        settings = new ClientSettings(config);
        admin = Admin.create(settings.admin());
        var setup = new TopicSetup(admin,
                new TopicPlan(topics, config.keeping().partitions(), config.keeping().replication()));
        var partitions = setup.createFixed();
        publisher = new Publisher(settings, topics.deadLetters(), monitor::count);
        var hearing = EventFeed.start(settings, topics.events(), setup.id(topics.events()), vitals);
        feed = hearing.reading();
        var listening = hearing.listening();
        var cache = new DefinitionCache();
        var tallies = new Tallies(clock);
        var intake = new Intake();
        var gates = new GateFigures();
        topology = WorkflowTopology.of(new WorkflowTopology.Parts(topics, cache, tallies,
                threads, intake,
                new WorkflowTopology.Parts.Periods(config.silence(), config.keeping().ended()), gates));
        var stores = new RowStores(instance, partitions);
        var agentTable = new AgentTable(() -> stores.table(TopologyNames.AGENTS_STORE));
        var definitionTable = new DefinitionTable(() -> stores.table(TopologyNames.DEFINITIONS_STORE));
        var admission = new Admission(agentTable, definitionTable, cache);
        membership = new Membership(admin, settings.application());
        ownAnswers = new KafkaOwnAnswers(stores, membership, new WorkflowViews(cache, clock),
                listening.accepted(), new KafkaOwnAnswers.Counted(tallies, gates, monitor::rates));
        var reads = new FleetReads(new StreamsOwnership(instance, stores, topics.commands()), ownAnswers,
                peers, MOVED_WITHIN);
        workflows = new KafkaWorkflows(new KafkaWorkflows.Parts(admission, publisher, listening, reads,
                new Fleet(reads, agentTable, definitionTable), clock,
                new KafkaEntrance(listening.turnstile(), tallies,
                        new KafkaEntrance.Room(partitions, config.mostPending()), monitor::count)),
                topics,
                new WorkflowIds(clock, new SecureRandom()));
        events = new KafkaEvents(listening.tail(), new EventLog(settings, topics.events()),
                new WorkflowTags(workflows::find));
        deadLetters = new KafkaDeadLetters(settings, topics);
        definitions = new KafkaDefinitions(admission, definitionTable, publisher, topics.definitions());
        var watch = new FleetWatch(clock, config.silence());
        heartbeats = TopicFeed.start(settings, "fleet-watch", topics.workers(), vitals, watch::hear);
        agents = new KafkaAgents(agentTable, setup, publisher, topics.gates(),
                new AgentWatch(reads, ownAnswers, watch, intake, clock));
        runningLimit = config.runningLimit();
        renewal = new GroupRenewal(setup, agentTable);
        var registration = new Registration(topics, agentTable, setup, publisher);
        registrar = Registrar.start(settings, registration.inspected(), registration, vitals);
        sampler = Periodic.start(IntakeSampler.NAME, IntakeSampler.INTERVAL,
                new IntakeSampler(new LagReader(admin, topics, settings.application()), agentTable,
                        intake)::sample,
                vitals);
        var transactions = new TransactionWatch(admin, topics);
        transactionWatch = Periodic.start(TransactionWatch.NAME, TransactionWatch.INTERVAL,
                transactions::look, vitals);
        monitor.show(new Shown(agents, tallies, listening.turnstile(), transactions));
        Stream.of(publisher.meters(), feed.meters(), heartbeats.meters(), registrar.meters())
                .forEach(monitor::bind);
    }

    /// What a scrape shows.
    private record Shown(KafkaAgents known, Tallies tallies, Turnstile turnstile,
            TransactionWatch transactions)
            implements
            Monitor.Figures {
        @Override
        public List<AgentView> agents() {
            return known.own();
        }

        @Override
        public Map<String, Long> workflows() {
            return tallies.workflows();
        }

        @Override
        public Monitor.Undecided undecided() {
            return new Monitor.Undecided(turnstile.undecided(), turnstile.limit());
        }

        @Override
        public int heldBack() {
            return transactions.late().size();
        }
    }

    /// Makes everything ready to start: topics, clients and ports, which answer once it [#isReady].
    /// @param peers the way to the other coordinators
    /// @throws IllegalStateException if a topic is there that can't serve
    public static Engine prepare(EngineConfig config, Peers peers) {
        return new Engine(config, peers);
    }

    /// Starts to take part in the fleet's work. To be called once.
    /// @param address where the other coordinators reach this one's API; null if they don't
    public void start(@Nullable Address address) {
        if (runningLimit != null) {
            agents.proposeRunningLimit(runningLimit);
        }
        var properties = new Properties();
        properties.putAll(settings.streams(address));
        var streams = new KafkaStreams(topology, properties, new StreamsClients(threads::get, membership));
        streams.setUncaughtExceptionHandler(new StreamFailures(vitals));
        streams.setStateListener((now, before) -> LOG.atInfo().addKeyValue("state", now)
                .addKeyValue("before", before).log("streams changed state"));
        monitor.bind(new KafkaStreamsMetrics(streams));
        instance.started(streams, address);
        // Returns when the global tables are read.
        streams.start();
        instance.restored();
        renewal.start(vitals);
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

    public Events events() {
        return events;
    }

    public DeadLetters deadLetters() {
        return deadLetters;
    }

    public Metrics metrics() {
        return monitor;
    }

    /// What this coordinator answers to the others.
    public OwnAnswers ownAnswers() {
        return ownAnswers;
    }

    /// Whether all partitions that are this coordinator's are open.
    @Override
    public boolean isReady() {
        return instance.isRunning();
    }

    @Override
    public boolean isLive() {
        return vitals.failedPart().isEmpty();
    }

    /// Stops in good order; what another coordinator goes on with is in the log.
    @Override
    public void close() {
        monitor.close();
        registrar.close();
        sampler.close();
        transactionWatch.close();
        renewal.close();
        var streams = instance.streams();
        if (streams != null) {
            stop(streams);
        }
        feed.close();
        heartbeats.close();
        publisher.close();
        deadLetters.close();
        admin.close(Duration.ofSeconds(5));
    }

    /// Leaves the group, or the others would wait for its session to run out.
    private static void stop(KafkaStreams streams) {
        var isStopped = streams.close(CloseOptions
                .groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(STOP_WITHIN));
        if (!isStopped) {
            LOG.atWarn().log("streams abandoned, they did not stop in time");
        }
    }
}
