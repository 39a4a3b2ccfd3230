package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.TaskIntake;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates the topics, and the share groups' settings. What is there already is left as it is, if it will do. Thread-safe.
final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    private final Admin admin;
    private final TopicPlan plan;
    /// Settings that are told to be refused once, and not of every group.
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    TopicSetup(Admin admin, TopicPlan plan) {
        this.admin = admin;
        this.plan = plan;
    }

    /// Creates what is missing of the topics that every fleet has.
    /// @return how many partitions `commands` and `reports` have
    /// @throws IllegalStateException if one is there that can't serve
    int createFixed() {
        var wanted = plan.fixed();
        wanted.forEach(this::create);
        var names = wanted.stream().map(NewTopic::name).toList();
        var found = described(names);
        var configs = done(admin.describeConfigs(names.stream().map(TopicSetup::topic).toList()).all());
        for (var topic : wanted) {
            check(topic, of(configs, topic(topic.name())).get(TopicConfig.CLEANUP_POLICY_CONFIG).value());
        }
        requireSamePartitions(found);
        return of(found, plan.topics().commands()).partitions().size();
    }

    /// What tells a topic from one of the same name that was deleted.
    Uuid id(String topic) {
        return of(described(List.of(topic)), topic).topicId();
    }

    /// Brokers learn of a new topic one by one, and a little after it was created.
    private Map<String, TopicDescription> described(List<String> names) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return done(admin.describeTopics(names).allTopicNames());
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Threads.pause(LOOK_INTERVAL);
            }
        }
    }

    /// Makes everything ready for an agent type's tasks. The group's settings come first: a group whose first member came
    /// before them would start at the topic's end, and miss what was published until then.
    void prepare(AgentType agent) {
        configure(agent);
        create(plan.tasks(agent));
    }

    /// Sets the agent type's share group up as this coordinator's version wants it. Changes nothing that is so already.
    void configure(AgentType agent) {
        var group = new ConfigResource(ConfigResource.Type.GROUP, plan.topics().shareGroup(agent));
        set(group, TaskIntake.REQUIRED);
        TaskIntake.WISHED.forEach((name, value) -> setIfAllowed(group, name, value));
    }

    private void setIfAllowed(ConfigResource group, String name, String value) {
        try {
            set(group, Map.of(name, value));
        } catch (InvalidConfigurationException e) {
            if (refused.add(name)) {
                LOG.atWarn().addKeyValue("group", group.name())
                        .addKeyValue("reason", String.valueOf(e.getMessage()))
                        .log("The broker does not allow what is best for share groups; its own setting holds");
            }
        }
    }

    private void set(ConfigResource group, Map<String, String> settings) {
        Collection<AlterConfigOp> changes = settings.entrySet().stream()
                .map(one -> set(one.getKey(), one.getValue())).toList();
        done(admin.incrementalAlterConfigs(Map.of(group, changes)).all());
    }

    private void create(NewTopic topic) {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failed(e);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void check(NewTopic wanted, String cleanup) {
        var mustCompact = TopicConfig.CLEANUP_POLICY_COMPACT
                .equals(wanted.configs().get(TopicConfig.CLEANUP_POLICY_CONFIG));
        if (mustCompact != cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new IllegalStateException("topic " + wanted.name() + " has cleanup.policy " + cleanup
                    + ", expected " + (mustCompact ? "compact" : "delete"));
        }
    }

    /// A workflow's commands and reports must meet in one place.
    private void requireSamePartitions(Map<String, TopicDescription> found) {
        Map<String, Integer> counts = new HashMap<>();
        for (var topic : List.of(plan.topics().commands(), plan.topics().reports())) {
            counts.put(topic, of(found, topic).partitions().size());
        }
        if (counts.values().stream().distinct().count() != 1) {
            throw new IllegalStateException(counts.entrySet()
                    .stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> "topic " + entry.getKey() + " has " + entry.getValue() + " partitions")
                    .collect(Collectors.joining(", ", "", ": expected as many as each other")));
        }
    }

    private static <K, V> V of(Map<K, V> described, K key) {
        return Objects.requireNonNull(described.get(key), "Kafka describes what it was asked for");
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static ConfigResource topic(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }

    private static <T> T done(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RuntimeException failed(ExecutionException failure) {
        return failure.getCause() instanceof RuntimeException cause
                ? cause
                : new KafkaException("Kafka did not carry out what it was asked", failure);
    }

    private static RuntimeException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new InterruptException(cause);
    }
}
