package dev.muster.coordinator.streams;

import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.port.Address;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/// This coordinator among those of its fleet: its address and its streams, which are there once it was started.
/// Thread-safe.
final class Instance {
    private volatile @Nullable Address address;
    private volatile @Nullable KafkaStreams streams;
    private volatile boolean hasTables;

    /// To be called once.
    /// @param own where the others reach it; null if they don't
    void started(KafkaStreams made, @Nullable Address own) {
        address = own;
        streams = made;
    }

    /// The global tables are read to their ends. Their stores can be read from before, with a part of what they hold.
    void restored() {
        hasTables = true;
    }

    boolean hasTables() {
        return hasTables;
    }

    /// Null if it was not started yet.
    @Nullable
    KafkaStreams streams() {
        return streams;
    }

    boolean isRunning() {
        var started = streams;
        return started != null && started.state() == KafkaStreams.State.RUNNING;
    }

    /// @param question that reads no store, but says where one is
    /// @throws NotReadyException unless the streams work
    <T> T ask(Function<KafkaStreams, T> question) {
        var started = streams;
        if (started == null) {
            throw new NotReadyException("the coordinator is starting");
        }
        try {
            return question.apply(started);
        } catch (IllegalStateException e) {
            // Kafka's way to say that they don't work yet, or no more.
            throw new NotReadyException("the coordinator is starting or stopping");
        }
    }

    boolean isAt(Address other) {
        return other.equals(address);
    }
}
