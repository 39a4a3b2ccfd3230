package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.TaskIntake;
import dev.muster.common.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/// The topics as they are created.
/// @param partitions of those keyed by workflow; `commands` and `reports` must have as many as each other
record TopicPlan(Topics topics, int partitions, short replication) {
    /// What people and workers send is bounded by this: a megabyte with what Kafka adds to it.
    static final int RECORD = 1_048_588;
    /// What is left of it for a value, beside the key, the headers and the batch.
    static final int LARGEST_VALUE = 1_000_000;
    /// What the coordinator puts together may hold two of them, in characters of up to three bytes: a compensation's input
    /// beside what its task returned.
    static final int LARGE_RECORD = 8 * 1_048_576;

    /// How long Kafka keeps word of what was removed from a changelog.
    static final Duration REMOVALS_KEPT = Duration.ofDays(1);

    private static final Map<String, String> COMPACTED = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT, TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(RECORD));

    List<NewTopic> fixed() {
        return List.of(of(topics.commands(), RECORD), of(topics.reports(), RECORD),
                of(topics.gates(), LARGE_RECORD),
                of(topics.workers(), RECORD), of(topics.control(), RECORD), of(topics.events(), LARGE_RECORD),
                of(topics.deadLetters(), LARGE_RECORD), compacted(topics.agents()),
                compacted(topics.definitions()));
    }

    NewTopic tasks(AgentType agent) {
        return of(topics.tasks(agent), TaskIntake.PARTITIONS, LARGE_RECORD);
    }

    private NewTopic of(String name, int largest) {
        return of(name, partitions, largest);
    }

    private NewTopic of(String name, int partitions, int largest) {
        return new NewTopic(name, partitions, replication).configs(
                Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(largest)));
    }

    private NewTopic compacted(String name) {
        return new NewTopic(name, 1, replication).configs(COMPACTED);
    }
}
