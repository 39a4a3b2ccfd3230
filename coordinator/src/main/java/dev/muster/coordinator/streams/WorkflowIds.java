package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes up ids that sort by the time they were made: UUIDs of version 7 (RFC 9562). Thread-safe.
final class WorkflowIds {
    private final InstantSource clock;
    private final RandomGenerator random;

    /// @param random thread-safe
    WorkflowIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    WorkflowId next() {
        return new WorkflowId(text());
    }

    /// For a command.
    String text() {
        var high = (clock.millis() << 16) | 0x7000 | random.nextInt(0x1000);
        var low = (random.nextLong() >>> 2) | (1L << 63);
        return new UUID(high, low).toString();
    }
}
