package dev.muster.coordinator.http;

import dev.muster.common.AgentType;
import dev.muster.common.DefinitionName;
import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.common.definition.About;
import dev.muster.common.definition.Policy;
import dev.muster.common.definition.WorkflowDefinition;
import dev.muster.common.error.AgentNotFoundException;
import dev.muster.common.error.ConflictException;
import dev.muster.common.error.Fault;
import dev.muster.common.error.InvalidDefinitionException;
import dev.muster.common.error.NotReadyException;
import dev.muster.common.error.UnknownDefinitionException;
import dev.muster.common.error.UnknownWorkflowException;
import dev.muster.common.format.DefinitionReader;
import dev.muster.common.format.Durations;
import dev.muster.coordinator.port.AgentChange;
import dev.muster.coordinator.port.AgentCrew;
import dev.muster.coordinator.port.AgentFlow;
import dev.muster.coordinator.port.AgentList;
import dev.muster.coordinator.port.AgentLoad;
import dev.muster.coordinator.port.AgentRules;
import dev.muster.coordinator.port.AgentView;
import dev.muster.coordinator.port.Agents;
import dev.muster.coordinator.port.Change;
import dev.muster.coordinator.port.Definitions;
import dev.muster.coordinator.port.Figures;
import dev.muster.coordinator.port.Health;
import dev.muster.coordinator.port.LagView;
import dev.muster.coordinator.port.Order;
import dev.muster.coordinator.port.OwnAnswers;
import dev.muster.coordinator.port.Rates;
import dev.muster.coordinator.port.Submission;
import dev.muster.coordinator.port.Submitted;
import dev.muster.coordinator.port.SystemView;
import dev.muster.coordinator.port.WorkflowFilter;
import dev.muster.coordinator.port.WorkflowPage;
import dev.muster.coordinator.port.WorkflowView;
import dev.muster.coordinator.port.Workflows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A fleet in memory: runs nothing, remembers what it is told. Thread-safe.
final class FakeFleet implements Workflows, Definitions {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Map<String, Submission> submissions = new LinkedHashMap<>();
    private final Map<String, String> statuses = new LinkedHashMap<>();
    private final Map<String, List<Json>> registered = new TreeMap<>();
    private final List<Order> orders = new ArrayList<>();
    private final FakeAgents agents = new FakeAgents();
    private final FakeEvents events = new FakeEvents();
    private final FakeDeadLetters deadLetters = new FakeDeadLetters();
    private @Nullable Integer runningLimit = 100;
    private @Nullable WorkflowFilter filter;
    private @Nullable Throwable failure;
    private @Nullable RuntimeException refusal;
    private @Nullable DefinitionReader reader;

    Ports ports() {
        return new Ports(this, this, agents, new Ports.Log(events, deadLetters), new FakeOwnAnswers(),
                new FakeHealth(),
                () -> "muster_rollbacks_total 1.0\n");
    }

    /// From now on nobody brings new work in.
    synchronized void keepOut(RuntimeException thrown) {
        refusal = thrown;
    }

    @Override
    public synchronized void enter() {
        if (refusal != null) {
            throw refusal;
        }
    }

    FakeEvents events() {
        return events;
    }

    /// From now on definitions and inputs are read as a real fleet reads them.
    synchronized void readDefinitions() {
        reader = new DefinitionReader();
    }

    /// From now on every question fails so.
    synchronized void failWith(Throwable thrown) {
        failure = thrown;
    }

    synchronized void status(String id, String status) {
        statuses.put(id, status);
        notifyAll();
    }

    synchronized List<Order> orders() {
        return List.copyOf(orders);
    }

    synchronized WorkflowFilter filter() {
        return Objects.requireNonNull(filter);
    }

    synchronized Submission submission(String id) {
        return Objects.requireNonNull(submissions.get(id));
    }

    @Override
    public synchronized Submitted submit(Submission submission) {
        fail();
        if (reader != null && submission.definition() != null) {
            var faults = reader.read(submission.definition()).inputFaults(submission.input());
            if (!faults.isEmpty()) {
                throw new InvalidDefinitionException(faults);
            }
        }
        if (submission.name() != null && find(submission.name(), submission.version()).isEmpty()) {
            throw new UnknownDefinitionException("there is no definition '" + submission.name() + "'");
        }
        var id = submission.id() == null ? new WorkflowId("made-up-" + submissions.size()) : submission.id();
        var before = submissions.putIfAbsent(id.value(), submission);
        if (before != null && !before.equals(submission)) {
            throw new ConflictException("workflow '" + id + "' was submitted before with another body");
        }
        statuses.putIfAbsent(id.value(), "RUNNING");
        return new Submitted(id, before == null);
    }

    @Override
    public synchronized WorkflowView order(WorkflowId id, Order order) {
        fail();
        var view = find(id)
                .orElseThrow(() -> new UnknownWorkflowException("there is no workflow '" + id + "'"));
        if (view.status().equals("COMPLETED")) {
            throw new ConflictException("workflow '" + id + "' is COMPLETED, expected one that is under way");
        }
        orders.add(order);
        return view;
    }

    @Override
    public synchronized Optional<WorkflowView> find(WorkflowId id) {
        fail();
        return Optional.ofNullable(statuses.get(id.value())).map(status -> view(id.value(), status));
    }

    @Override
    public synchronized Optional<Json> definition(WorkflowId id) {
        fail();
        return Optional.ofNullable(submissions.get(id.value())).map(Submission::definition);
    }

    @Override
    public synchronized Optional<WorkflowView> awaitEnd(WorkflowId id, Duration atMost) {
        var deadline = System.nanoTime() + atMost.toNanos();
        try {
            while ("RUNNING".equals(statuses.get(id.value())) && System.nanoTime() < deadline) {
                wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return find(id);
    }

    @Override
    public synchronized WorkflowPage list(WorkflowFilter asked) {
        fail();
        filter = asked;
        if ("no-such".equals(asked.cursor())) {
            throw new IllegalArgumentException("not a cursor of mine");
        }
        var views = statuses.entrySet().stream().map(entry -> view(entry.getKey(), entry.getValue()))
                .limit(asked.limit()).toList();
        return new WorkflowPage(views, views.size() < statuses.size() ? "next" : null);
    }

    @Override
    public synchronized List<Json> events(WorkflowId id) {
        fail();
        return List.of(new Json("{\"type\":\"dev.muster.workflow.started\",\"subject\":\"" + id + "\"}"));
    }

    @Override
    public synchronized SystemView system() {
        fail();
        return new SystemView("0.1.0", new SystemView.Workflows(3, 1, 2, runningLimit),
                new SystemView.Tasks(7),
                new SystemView.Reliability(1), List.of("finance"), List.of("brand-launch"));
    }

    @Override
    public synchronized int register(Json definition) {
        var name = validate(definition).about().name().value();
        var versions = registered.computeIfAbsent(name, key -> new ArrayList<>());
        if (versions.isEmpty() || !versions.getLast().equals(definition)) {
            versions.add(definition);
        }
        return versions.size();
    }

    @Override
    public synchronized WorkflowDefinition validate(Json definition) {
        fail();
        if (reader != null) {
            return reader.read(definition).workflow();
        }
        var node = ApiJson.MAPPER.readTree(definition.text());
        if (!node.path("name").isString()) {
            throw new InvalidDefinitionException(List.of(new Fault("/name", "is missing, expected a name"),
                    new Fault("/tasks", "is missing, expected at least one task")));
        }
        return new WorkflowDefinition(
                new About(new DefinitionName(node.path("name").stringValue()), 1,
                        node.path("description").asString(""), null, List.of(),
                        Map.of()),
                null, Policy.DEFAULT, new LinkedHashMap<>());
    }

    @Override
    public synchronized Optional<Registered> find(String name, @Nullable Integer version) {
        fail();
        var versions = registered.getOrDefault(name, List.of());
        var wanted = version == null ? versions.size() : version;
        return wanted < 1 || wanted > versions.size()
                ? Optional.empty()
                : Optional.of(new Registered(name, wanted, null, versions.get(wanted - 1)));
    }

    @Override
    public synchronized List<Registered> all() {
        fail();
        return registered.keySet().stream().flatMap(name -> find(name, null).stream()).toList();
    }

    private synchronized void fail() {
        switch (failure) {
            case RuntimeException thrown -> throw thrown;
            case Error thrown -> throw thrown;
            case null, default -> {
            }
        }
    }

    private static WorkflowView view(String id, String status) {
        var task = new WorkflowView.Task("COMPLETED", "finance", "pay", 2, "worker-1", NOW,
                NOW.plusMillis(1500),
                new Json("{\"paid\":1.10}"), null);
        return new WorkflowView(id, "brand-launch", 1, status, new WorkflowView.Progress(2, 1, 0, 1, 50),
                new WorkflowView.Timing(NOW, NOW, null, 1.5), Map.of("pay", task),
                Map.of("pay", new Json("{\"paid\":1.10}")),
                List.of(), Json.EMPTY_OBJECT, List.of("spring"), Map.of());
    }

    /// Has the workflows whose id begins with `here`.
    private final class FakeOwnAnswers implements OwnAnswers {
        @Override
        public Found find(WorkflowId id) {
            fail();
            if (!id.value().startsWith("here")) {
                throw new NotReadyException("the partition is not open here");
            }
            return new Found(FakeFleet.this.find(id).orElse(null));
        }

        @Override
        public Found findSurely(WorkflowId id) {
            return find(id);
        }

        @Override
        public Defined definition(WorkflowId id) {
            return new Defined(FakeFleet.this.definition(id).orElse(null));
        }

        @Override
        public Found findAccepted(WorkflowId id) {
            return new Found(null);
        }

        @Override
        public WorkflowPage page(WorkflowFilter asked, List<Integer> partitions) {
            return list(asked);
        }

        @Override
        public AgentFigures agents() {
            return new AgentFigures(Map.of("finance", new Gate(2, 1, NOW.toEpochMilli())),
                    Map.of("finance", new Rates(2.5, 1)));
        }

        @Override
        public Figures count(List<Integer> partitions) {
            return new Figures(partitions.size(), 0, 0, 0);
        }
    }

    private final class FakeHealth implements Health {
        @Override
        public synchronized boolean isReady() {
            return failure == null;
        }

        @Override
        public boolean isLive() {
            return !(failure instanceof Error);
        }
    }

    private final class FakeAgents implements Agents {
        private final Map<AgentType, AgentView> views = new TreeMap<>();

        FakeAgents() {
            configure(new AgentType("finance"),
                    AgentChange.adding(List.of("pay", "sync_inventory")));
        }

        @Override
        public synchronized AgentList all() {
            fail();
            return new AgentList(List.copyOf(views.values()), "finance");
        }

        @Override
        public LagView lag() {
            fail();
            return new LagView(NOW, List.of(LagView.Group.ofWorkers("muster.workers.finance", "finance",
                    List.of(new LagView.Partition("muster.tasks.finance", 0, 7, null, 7)))));
        }

        @Override
        public synchronized Optional<AgentView> find(AgentType type) {
            fail();
            return Optional.ofNullable(views.get(type));
        }

        @Override
        public synchronized AgentView configure(AgentType type, AgentChange change) {
            var before = find(type)
                    .orElseGet(() -> view(type, change.actions(), AgentChange.BreakerRule.DEFAULT));
            var rule = change.breaker().after(new AgentChange.BreakerRule(before.breaker().failures(),
                    Duration.ZERO, before.breaker().successes()));
            var rules = before.rules();
            var after = new AgentView(type.value(), before.actions(),
                    new AgentRules(change.limit().after(rules.limit()), change.rate().after(rules.rate()),
                            change.weights().after(rules.weights()),
                            text(change.timeout().after(parsed(rules.timeout())))),
                    before.load(), before.flow(), before.crew(),
                    rule == null || change.breaker() instanceof Change.Kept
                            ? before.breaker()
                            : breaker(rule));
            views.put(type, after);
            return after;
        }

        @Override
        public AgentView resetBreaker(AgentType type) {
            return find(type).orElseThrow(() -> new AgentNotFoundException(type));
        }

        @Override
        public void limitRunning(@Nullable Integer limit) {
            synchronized (FakeFleet.this) {
                runningLimit = limit;
            }
        }

        private static @Nullable Duration parsed(@Nullable String timeout) {
            return timeout == null ? null : Durations.parsed(timeout).orElseThrow();
        }

        private static @Nullable String text(@Nullable Duration timeout) {
            return timeout == null ? null : Durations.text(timeout);
        }

        private static AgentView view(AgentType type, List<String> actions, AgentChange.BreakerRule rule) {
            return new AgentView(type.value(), actions, AgentRules.NONE, AgentLoad.NONE, AgentFlow.NONE,
                    AgentCrew.NOBODY, breaker(rule));
        }

        private static AgentView.Breaker breaker(AgentChange.BreakerRule rule) {
            return new AgentView.Breaker("CLOSED", rule.failures(), rule.delay().toSeconds() + "s",
                    rule.successes(), null, null);
        }
    }
}
