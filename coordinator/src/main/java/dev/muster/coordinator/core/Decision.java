package dev.muster.coordinator.core;

import java.util.List;
import java.util.Objects;

/// What came of an input.
public sealed interface Decision {
    /// The events, which have been applied to the rows in this order.
    record Accepted(List<WorkflowEvent> events) implements Decision {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /// Nothing was changed.
    /// @param detail for people
    record Refused(Reason reason, String detail) implements Decision {
        public Refused {
            Objects.requireNonNull(reason);
            Objects.requireNonNull(detail);
        }
    }

    /// Why an input was refused.
    enum Reason {
        /// There is no such workflow, or task in it.
        UNKNOWN,
        /// The workflow exists already.
        EXISTS,
        /// The command is not allowed in the workflow's state.
        NOT_ALLOWED,
        /// The report or timer is for an attempt that is over or never was.
        STALE
    }
}
