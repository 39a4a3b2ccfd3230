package dev.muster.coordinator.monitor;

import dev.muster.common.AgentType;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Something that was decided and is counted.
public sealed interface Occurrence {
    /// An attempt is ready: it is published, or asks for the permit with which it will be.
    record AttemptReady(AgentType agent) implements Occurrence {
        public AttemptReady {
            Objects.requireNonNull(agent);
        }
    }

    /// An attempt has ended, and the task with it unless it is made again.
    /// @param took since the task was ready first, waits and former attempts included; null unless its run has ended
    record AttemptEnded(AgentType agent, Outcome outcome, @Nullable Duration took) implements Occurrence {
        public AttemptEnded {
            Objects.requireNonNull(agent);
            Objects.requireNonNull(outcome);
        }
    }

    /// @param took since it started; null if it never did
    record WorkflowEnded(@Nullable Duration took) implements Occurrence {}

    /// The rollback of a workflow has ended, whether all could be undone or not.
    record RollbackEnded() implements Occurrence {}

    /// A record was put aside.
    record DeadLetter() implements Occurrence {}

    /// A new workflow was kept out.
    record SubmissionRefused(Crowd crowd) implements Occurrence {
        public SubmissionRefused {
            Objects.requireNonNull(crowd);
        }
    }

    /// What there was too much of.
    enum Crowd {
        /// Submissions in the log.
        UNDECIDED,
        /// Workflows that wait for their turn.
        PENDING;

        /// As it stands in a label.
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What became of an attempt.
    enum Outcome {
        COMPLETED,
        /// For good.
        FAILED,
        /// Failed, and another is made.
        RETRIED, CANCELLED, COMPENSATED, COMPENSATION_RETRIED, COMPENSATION_FAILED;

        /// As it stands in a label.
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether the agent had to do with it: what is cancelled may never have been begun.
        boolean isServed() {
            return this != CANCELLED;
        }
    }
}
