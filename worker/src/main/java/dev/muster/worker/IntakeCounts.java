package dev.muster.worker;

import dev.muster.common.wire.AgentRecord;
import java.util.concurrent.atomic.LongAdder;

/// What an intake has done so far. Thread-safe.
final class IntakeCounts {
    private final LongAdder taken = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder reopened = new LongAdder();

    void took(int deliveries) {
        taken.add(deliveries);
    }

    void acknowledged(int deliveries) {
        acknowledged.add(deliveries);
    }

    void reopened() {
        reopened.increment();
    }

    WorkerStats.Intake snapshot(AgentRecord.Breaker.State breaker) {
        return new WorkerStats.Intake(taken.sum(), acknowledged.sum(), reopened.sum(), breaker);
    }
}
