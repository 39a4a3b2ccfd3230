package dev.muster.bench.part;

import dev.muster.worker.ActionHandler;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Recorder;

/// How long slots of a full gate stay empty: from a handler's end to the beginning of the next one that has its slot, by the clock of the
/// process that runs both. Slots are filled in the order in which they became free. Thread-safe.
final class Refills {
    private static final int DIGITS = 3;

    private final Queue<Long> released = new ConcurrentLinkedQueue<>();
    private final Recorder gaps = new Recorder(DIGITS);

    <I> ActionHandler<I> timed(ActionHandler<I> handler) {
        return (input, task) -> {
            begin(System.nanoTime());
            try {
                return handler.run(input, task);
            } finally {
                end(System.nanoTime());
            }
        };
    }

    void begin(long nanos) {
        var since = released.poll();
        if (since != null) {
            gaps.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos - since)));
        }
    }

    void end(long nanos) {
        released.add(nanos);
    }

    /// Of the slots that were filled again since the last call.
    Map<String, Object> figures() {
        var interval = gaps.getIntervalHistogram();
        return interval.getTotalCount() == 0
                ? Map.of()
                : Map.of("refillP50Millis", interval.getValueAtPercentile(50) / 1_000.0, "refillP99Millis",
                        interval.getValueAtPercentile(99) / 1_000.0);
    }
}
