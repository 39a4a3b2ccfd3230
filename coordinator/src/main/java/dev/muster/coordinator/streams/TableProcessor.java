package dev.muster.coordinator.streams;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Keeps a global table as its topic has it, bytes unread: whoever looks up a record reads it, so that one that can't be
/// read harms nobody else.
final class TableProcessor implements Processor<@Nullable String, byte @Nullable [], Void, Void> {
    private final String name;
    private @Nullable KeyValueStore<String, byte[]> store;

    TableProcessor(String storeName) {
        this.name = storeName;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(name);
    }

    @Override
    public void process(Record<@Nullable String, byte @Nullable []> record) {
        if (record.key() == null) {
            return;
        }
        var table = Objects.requireNonNull(store, "the processor was initialised");
        if (record.value() == null) {
            table.delete(record.key());
        } else {
            table.put(record.key(), record.value());
        }
    }
}
