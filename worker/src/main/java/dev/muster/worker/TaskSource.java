package dev.muster.worker;

import dev.muster.worker.lease.IntakeWatch.Backlog;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/// Where an agent's tasks come from: the seam between the intake and Kafka. Owned by the intake's thread.
///
/// Every delivery of a poll must be accepted or released before the next one.
interface TaskSource extends AutoCloseable {
    /// At most [#batch] deliveries.
    List<Delivery> poll(Duration atMost);

    int batch();

    /// Returns when the broker has been told: the accepted ones are never delivered again, the released ones at
    /// once, to whoever asks.
    void acknowledge(Collection<Delivery> accepted, Collection<Delivery> released);

    /// Gives back what was delivered and not acknowledged.
    @Override
    void close();

    /// Opens sources.
    interface Factory {
        /// @throws org.apache.kafka.common.KafkaException if the broker can't be asked
        TaskSource open(int batch);

        /// Whether there is anything to open yet.
        boolean isReady();

        /// What waits for the whole group.
        Backlog backlog();
    }
}
