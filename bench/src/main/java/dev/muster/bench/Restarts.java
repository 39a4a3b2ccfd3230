package dev.muster.bench;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// How long a coordinator that starts again takes until it answers for every workflow that there was, from the start of its process.
final class Restarts {
    private static final int LOOK_MILLIS = 100;

    private Restarts() {}

    /// @param workflows how many there are
    static void measure(MeasuredFleet fleet, long workflows) throws InterruptedException {
        tell("stopped", seconds(fleet, PartProcess::stop, workflows), workflows);
        tell("killed", seconds(fleet, PartProcess::close, workflows), workflows);
    }

    private static double seconds(MeasuredFleet fleet, Consumer<PartProcess> end, long workflows)
            throws InterruptedException {
        fleet.endCoordinator(end);
        var from = System.nanoTime();
        try (var api = new Api(fleet.startCoordinator())) {
            while (api.workflows().total() < workflows) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
        return (System.nanoTime() - from) / 1e9;
    }

    private static void tell(String ended, double seconds, long workflows) {
        Progress.tell("a coordinator that was %s answered for %d workflows %.1f s after its start"
                .formatted(ended, workflows, seconds));
    }
}
