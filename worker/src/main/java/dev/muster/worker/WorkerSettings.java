package dev.muster.worker;

import dev.muster.common.Topics;
import dev.muster.common.WorkerId;
import java.time.Duration;
import java.util.Map;

/// Everything about a worker but its agents.
/// @param kafka further settings of its Kafka clients
record WorkerSettings(WorkerId id, String bootstrap, Topics topics, Limits limits, Timing timing,
        Map<String, String> kafka) {
    WorkerSettings {
        kafka = Map.copyOf(kafka);
    }

    /// @param maxInFlight tasks of one agent type that run at once
    /// @param poisonAt the delivery at which a task is given up: the last resort, for what kills its workers before
    ///        they can claim it
    /// @param outputBytes the largest report; below the broker's largest message
    record Limits(int maxInFlight, int poisonAt, int outputBytes) {
        /// The broker drops a record silently after ten deliveries, for which the coordinator sets the share group.
        static final Limits DEFAULT = new Limits(20, 8, 900_000);

        Limits withMaxInFlight(int tasks) {
            return new Limits(tasks, poisonAt, outputBytes);
        }

        Limits withPoisonAt(int delivery) {
            return new Limits(maxInFlight, delivery, outputBytes);
        }

        Limits withOutputBytes(int bytes) {
            return new Limits(maxInFlight, poisonAt, bytes);
        }
    }

    /// @param claimAfter a task that ends within it is acknowledged when its report is durable; others are claimed. Less
    /// where most tasks take longer
    /// @param poll how long one poll waits; shorter ones stall share groups
    /// @param grace what a closing worker gives its tasks to end
    /// @param patience how long an intake with free slots and a backlog may bring nothing; it is opened anew half as
    ///        long after that
    /// @param answer how long a claim waits to be confirmed before it asks again
    record Timing(Duration claimAfter, Duration heartbeat, Duration lease, Duration poll, Duration grace,
            Duration patience, Duration answer) {
        static final Timing DEFAULT = new Timing(Duration.ofMillis(50), Duration.ofSeconds(2),
                Duration.ofSeconds(10), Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofSeconds(1),
                Duration.ofSeconds(10));

        Timing withLease(Duration heartbeat, Duration lease) {
            return new Timing(claimAfter, heartbeat, lease, poll, grace, patience, answer);
        }

        Timing withClaimAfter(Duration claimAfter) {
            return new Timing(claimAfter, heartbeat, lease, poll, grace, patience, answer);
        }

        Timing withPoll(Duration poll) {
            return new Timing(claimAfter, heartbeat, lease, poll, grace, patience, answer);
        }

        Timing withGrace(Duration grace) {
            return new Timing(claimAfter, heartbeat, lease, poll, grace, patience, answer);
        }

        Timing withAnswer(Duration answer) {
            return new Timing(claimAfter, heartbeat, lease, poll, grace, patience, answer);
        }

        Timing withPatience(Duration patience) {
            return new Timing(claimAfter, heartbeat, lease, poll, grace, patience, answer);
        }
    }
}
