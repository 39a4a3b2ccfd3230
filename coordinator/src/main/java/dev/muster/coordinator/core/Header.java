package dev.muster.coordinator.core;

import dev.muster.common.WorkflowId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is remembered of a workflow as a whole. Small, because every task's end rewrites it.
public record Header(WorkflowId id, WorkflowState state, Progress progress, Load load, Queue queue, Span span,
        Outcome outcome) {
    public Header {
        Objects.requireNonNull(id);
        Objects.requireNonNull(state);
        Objects.requireNonNull(progress);
        Objects.requireNonNull(load);
        Objects.requireNonNull(queue);
        Objects.requireNonNull(span);
        Objects.requireNonNull(outcome);
    }

    /// For people: what is done of what there is, children of `forEach` tasks included.
    public record Progress(int total, int completed, int failed, int skipped) {
        Progress grown(int by) {
            return new Progress(total + by, completed, failed, skipped);
        }

        Progress plusCompleted(int by) {
            return new Progress(total, completed + by, failed, skipped);
        }

        Progress plusFailed(int by) {
            return new Progress(total, completed, failed + by, skipped);
        }

        Progress plusSkipped(int by) {
            return new Progress(total, completed, failed, skipped + by);
        }
    }

    /// For decisions.
    /// @param live tasks and groups with work before them or under way
    /// @param active attempts that a worker has or may have
    /// @param settled tasks of the definition on which others no longer wait
    /// @param unwound tasks of the definition that no longer hold the rollback back
    /// @param notUndone tasks whose compensation failed for good
    public record Load(int live, int active, int settled, int unwound, int notUndone) {
        public static final Load NONE = new Load(0, 0, 0, 0, 0);

        Load live(int by) {
            return new Load(live + by, active, settled, unwound, notUndone);
        }

        Load active(int by) {
            return new Load(live, active + by, settled, unwound, notUndone);
        }

        Load settled(int by) {
            return new Load(live, active, settled + by, unwound, notUndone);
        }

        Load unwound(int by) {
            return new Load(live, active, settled, unwound + by, notUndone);
        }

        Load notUndone(int by) {
            return new Load(live, active, settled, unwound, notUndone + by);
        }
    }

    /// The rows of the tasks that wait for a slot are numbered from `head` up to, not including, `tail`.
    public record Queue(long head, long tail) {
        public static final Queue EMPTY = new Queue(0, 0);

        boolean isEmpty() {
            return head == tail;
        }

        long length() {
            return tail - head;
        }
    }

    /// @param deadline by which the workflow must have ended; none if null
    public record Span(Instant createdAt, @Nullable Instant startedAt, @Nullable Instant endedAt,
            @Nullable Instant deadline) {}

    /// @param ending what the workflow is being stopped for; null while it goes forward
    /// @param unwinding the rollback has begun to compensate
    /// @param failure what went wrong first
    public record Outcome(@Nullable Ending ending, boolean unwinding, @Nullable Failure failure) {
        public static final Outcome OPEN = new Outcome(null, false, null);
    }

    /// How a workflow that is being stopped will end.
    public enum Ending {
        FAIL, CANCEL, ROLLBACK
    }

    Header with(WorkflowState newState) {
        return new Header(id, newState, progress, load, queue, span, outcome);
    }

    Header with(Progress newProgress) {
        return new Header(id, state, newProgress, load, queue, span, outcome);
    }

    Header with(Load newLoad) {
        return new Header(id, state, progress, newLoad, queue, span, outcome);
    }

    Header with(Queue newQueue) {
        return new Header(id, state, progress, load, newQueue, span, outcome);
    }

    Header with(Span newSpan) {
        return new Header(id, state, progress, load, queue, newSpan, outcome);
    }

    Header with(Outcome newOutcome) {
        return new Header(id, state, progress, load, queue, span, newOutcome);
    }
}
