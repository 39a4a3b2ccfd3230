package dev.muster.coordinator.streams;

import dev.muster.coordinator.monitor.Occurrence;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a processor puts records that it can't read or accept, so that their partition goes on. Owned by the stream thread.
final class DeadLetterBox {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterBox.class);

    private final ProcessorContext<Object, Object> context;
    private final WorkflowTopology.Parts parts;
    private final String sink;

    DeadLetterBox(ProcessorContext<Object, Object> context, WorkflowTopology.Parts parts,
            String sink) {
        this.context = context;
        this.parts = parts;
        this.sink = sink;
    }

    /// @param record the one that is being processed
    void put(Record<byte @Nullable [], byte @Nullable []> record, String reason) {
        var letter = DeadLetter.of(context.recordMetadata().orElseThrow(), reason);
        LOG.atWarn().addKeyValue("topic", letter.topic()).addKeyValue("partition", letter.partition())
                .addKeyValue("offset", letter.offset()).addKeyValue("reason", reason)
                .log("record put aside as a dead letter");
        parts.uncommitted().add(new Occurrence.DeadLetter());
        context.forward(new Record<>(record.key(), record.value(), context.currentSystemTimeMs(),
                letter.headers()), sink);
    }
}
