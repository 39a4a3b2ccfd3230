package dev.muster.worker;

import dev.muster.common.AgentType;
import dev.muster.common.Topics;
import dev.muster.common.WorkerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A process's part in a fleet: it takes the tasks of its agents, runs a bounded number of them at once, and reports
/// each.
///
///     try (var worker = Worker.builder(kafka).agent(new VisualContent()).maxInFlight(20).start()) {
///         worker.awaitShutdown();
///     }
///
/// Thread-safe.
public final class Worker implements AutoCloseable {
    private final WorkerRuntime runtime;

    private Worker(WorkerRuntime runtime) {
        this.runtime = runtime;
    }

    /// @param bootstrap `host:port[,...]` of the Kafka cluster
    public static Builder builder(String bootstrap) {
        return new Builder(bootstrap);
    }

    public WorkerId id() {
        return runtime.id();
    }

    public WorkerStats stats() {
        return runtime.stats();
    }

    /// Returns when the worker was closed, by whomever: [#close], or the end of the process.
    /// @throws IllegalStateException if it stopped because of a bug
    public void awaitShutdown() throws InterruptedException {
        runtime.awaitShutdown();
    }

    /// Takes nothing more, lets what runs end within the grace period, interrupts what does not, and leaves the fleet.
    /// A second call waits for the first.
    @Override
    public void close() {
        runtime.close();
    }

    /// Says what a worker is to be. Used by one thread.
    public static final class Builder {
        private final String bootstrap;
        private final Map<AgentType, AgentDefinition> agents = new TreeMap<>();
        private final Map<String, String> kafka = new HashMap<>();
        private final List<String> faults = new ArrayList<>();
        private WorkerId id = WorkerNames.unique();
        private Topics topics = Topics.DEFAULT;
        private WorkerSettings.Limits limits = WorkerSettings.Limits.DEFAULT;
        private WorkerSettings.Timing timing = WorkerSettings.Timing.DEFAULT;
        private boolean isClosedByShutdown = true;

        private Builder(String bootstrap) {
            this.bootstrap = bootstrap;
        }

        /// @param annotated an object whose class carries [Agent]; what is wrong with it is said at [#start]
        public Builder agent(Object annotated) {
            var definition = AnnotatedAgent.read(annotated, faults);
            return definition == null ? this : agent(definition);
        }

        public Builder agent(AgentDefinition definition) {
            if (!definition.doesAnything() && definition.actionNames().isEmpty()) {
                faults.add("agent " + definition.type() + " has no action: expected at least one");
            }
            if (agents.putIfAbsent(definition.type(), definition) != null) {
                faults.add("agent " + definition.type() + " is given twice");
            }
            return this;
        }

        /// How many tasks of each agent type run at once; 20 unless told.
        public Builder maxInFlight(int tasks) {
            positive("max in flight", tasks);
            limits = limits.withMaxInFlight(tasks);
            return this;
        }

        public Builder topics(Topics topics) {
            this.topics = topics;
            return this;
        }

        /// A name of its own for every process that ever lives; a random one unless told.
        public Builder id(WorkerId id) {
            this.id = id;
            return this;
        }

        /// What a closing worker gives its tasks to end; 30 s unless told.
        public Builder gracePeriod(Duration grace) {
            timing = timing.withGrace(grace);
            return this;
        }

        /// The largest report, an output included; 900,000 bytes unless told. The broker must take that much.
        public Builder maxOutputBytes(int bytes) {
            positive("max output bytes", bytes);
            limits = limits.withOutputBytes(bytes);
            return this;
        }

        /// At which delivery a task is given up as one that kills its workers before they can claim it; 8 unless
        /// told. The broker drops a record after the share group's `share.delivery.count.limit`, which the coordinator
        /// sets to 10, so this must be lower.
        public Builder poisonAt(int delivery) {
            positive("poison delivery", delivery);
            limits = limits.withPoisonAt(delivery);
            return this;
        }

        /// A setting of the Kafka clients, such as `security.protocol`.
        public Builder kafka(String name, String value) {
            kafka.put(name, value);
            return this;
        }

        /// Whether the end of the process (SIGTERM) closes the worker; it does unless told.
        public Builder closedByShutdown(boolean isClosed) {
            isClosedByShutdown = isClosed;
            return this;
        }

        /// How long the fleet waits for this worker's next heartbeat before it gives its tasks to others; 10 s unless
        /// told, and the same as the coordinator's. It sends five in that time.
        public Builder lease(Duration lease) {
            timing = timing.withLease(lease.dividedBy(5), lease);
            return this;
        }

        /// A task that runs for longer is claimed by a heartbeat, which frees its record; 50 ms unless told. Where most tasks run
        /// for longer, the worker waits down to a sixteenth of it.
        public Builder claimAfter(Duration claimAfter) {
            timing = timing.withClaimAfter(claimAfter);
            return this;
        }

        /// How long one poll waits for tasks; 50 ms unless told. Share groups are not known to live with less.
        public Builder pollFor(Duration poll) {
            timing = timing.withPoll(poll);
            return this;
        }

        /// How long tasks may wait, with slots free, before the intake is opened anew; 1 s unless told.
        public Builder stallPatience(Duration patience) {
            timing = timing.withPatience(patience);
            return this;
        }

        /// How long a task that was delivered before waits to be confirmed before its worker asks again; 10 s unless
        /// told.
        public Builder answerWithin(Duration answer) {
            timing = timing.withAnswer(answer);
            return this;
        }

        /// @throws IllegalArgumentException if anything is wrong with the agents, listing all of it
        public Worker start() {
            if (agents.isEmpty() && faults.isEmpty()) {
                faults.add("there is no agent: expected at least one");
            }
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException("the worker can't start: " + String.join("; ", faults));
            }
            var settings = new WorkerSettings(id, bootstrap, topics, limits, timing, kafka);
            var runtime = new WorkerRuntime(settings, List.copyOf(agents.values()));
            runtime.start(isClosedByShutdown);
            return new Worker(runtime);
        }

        private void positive(String what, int value) {
            if (value < 1) {
                faults.add(what + " is " + value + ": expected 1 or more");
            }
        }
    }
}
