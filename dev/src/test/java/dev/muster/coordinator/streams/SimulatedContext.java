package dev.muster.coordinator.streams;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// What Kafka Streams is to a processor: its stores, its clock, its punctuators and where to it forwards. Has one owner.
final class SimulatedContext implements ProcessorContext<Object, Object> {
    private final int partition;
    private final Map<String, SimulatedStore<?>> stores;
    private final Forwarding forwarding;
    private final List<Schedule> schedules = new ArrayList<>();
    private @Nullable RecordMetadata metadata;
    private long nowMillis;

    interface Forwarding {
        void forward(String sink, Record<?, ?> record);
    }

    private static final class Schedule {
        private final long interval;
        private final Punctuator punctuator;
        private long next;

        Schedule(long interval, Punctuator punctuator, long next) {
            this.interval = interval;
            this.punctuator = punctuator;
            this.next = next;
        }
    }

    SimulatedContext(int partition, Map<String, SimulatedStore<?>> stores, Forwarding forwarding) {
        this.partition = partition;
        this.stores = stores;
        this.forwarding = forwarding;
    }

    void at(long now, @Nullable RecordMetadata record) {
        nowMillis = now;
        metadata = record;
    }

    /// Runs the punctuators that are due.
    void punctuate() {
        for (var schedule : schedules) {
            if (schedule.next <= nowMillis) {
                schedule.next = nowMillis + schedule.interval;
                schedule.punctuator.punctuate(nowMillis);
            }
        }
    }

    @Override
    public <K, V> void forward(Record<K, V> record) {
        throw new UnsupportedOperationException("every record goes to a named sink");
    }

    @Override
    public <K, V> void forward(Record<K, V> record, String sink) {
        forwarding.forward(sink, record);
    }

    @Override
    public TaskId taskId() {
        return new TaskId(0, partition);
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return Optional.ofNullable(metadata);
    }

    @Override
    // It is Kafka's interface.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <S extends StateStore> S getStateStore(String name) {
        return (S) Objects.requireNonNull(stores.get(name), name);
    }

    @Override
    public Cancellable schedule(Duration interval, PunctuationType type, Punctuator punctuator) {
        schedules.add(new Schedule(interval.toMillis(), punctuator, nowMillis + interval.toMillis()));
        return () -> {
            throw new UnsupportedOperationException("punctuators are never cancelled");
        };
    }

    @Override
    public Cancellable schedule(Instant start, Duration interval, PunctuationType type,
            Punctuator punctuator) {
        throw new UnsupportedOperationException("punctuators start at once");
    }

    /// When there is a commit is for the simulation to say.
    @Override
    public void commit() {}

    @Override
    public long currentSystemTimeMs() {
        return nowMillis;
    }

    @Override
    public long currentStreamTimeMs() {
        throw new UnsupportedOperationException("streams go by the wall clock");
    }

    @Override
    public String applicationId() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Serde<?> keySerde() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Serde<?> valueSerde() {
        throw new UnsupportedOperationException();
    }

    @Override
    public File stateDir() {
        throw new UnsupportedOperationException();
    }

    @Override
    public StreamsMetrics metrics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> appConfigs() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        throw new UnsupportedOperationException();
    }
}
