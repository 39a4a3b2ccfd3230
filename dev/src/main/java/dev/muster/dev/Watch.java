package dev.muster.dev;

import dev.muster.common.WorkflowId;
import dev.muster.coordinator.port.WorkflowView;
import dev.muster.coordinator.port.Workflows;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Follows one workflow to its end.
final class Watch {
    private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELLED", "ROLLED_BACK",
            "ROLLBACK_FAILED");
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Workflows workflows;

    Watch(Workflows workflows) {
        this.workflows = workflows;
    }

    /// Gives each view of the workflow to `seen`, the last included, until it has ended.
    /// @throws DemoFailedException if it has not ended in time
    WorkflowView toItsEnd(WorkflowId id, Duration atMost, Consumer<WorkflowView> seen)
            throws InterruptedException {
        var end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end) {
            var view = workflows.find(id)
                    .orElseThrow(() -> new DemoFailedException("workflow " + id + " is not known"));
            seen.accept(view);
            if (ENDED.contains(view.status())) {
                return view;
            }
            pause();
        }
        throw new DemoFailedException(
                "workflow " + id + " has not ended within " + atMost.toSeconds() + " s");
    }

    private static void pause() throws InterruptedException {
        // Nobody counts it down: a pause that an interrupt ends.
        var _ = new CountDownLatch(1).await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }
}
