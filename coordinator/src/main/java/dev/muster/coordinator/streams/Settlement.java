package dev.muster.coordinator.streams;

import dev.muster.coordinator.port.DeadLetterId;
import dev.muster.coordinator.port.DeadLetterView.State;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Says on the topic of dead letters what was done with one: a record without key and value in the letter's partition, and so
/// behind it. The log is cut from its beginning, so it is there at least as long as the letter.
/// @param offset the letter's
record Settlement(long offset, State as) {
    private static final String SETTLES = "settles";
    private static final String AS = "as";

    ProducerRecord<byte @Nullable [], byte @Nullable []> record(String topic, DeadLetterId letter) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(SETTLES, Long.toString(offset));
        headers.put(AS, as.name().toLowerCase(Locale.ROOT));
        return new ProducerRecord<>(topic, letter.partition(), null, null, null, CloudEvent.headers(headers));
    }

    /// Whether a record is one at all: it may say nothing that is understood.
    static boolean isOne(ConsumerRecord<?, ?> record) {
        return record.headers().lastHeader(SETTLES) != null;
    }

    /// Null if the record is none.
    static @Nullable Settlement read(ConsumerRecord<?, ?> record) {
        var offset = DeadLetter.number(record.headers(), SETTLES);
        var as = switch (DeadLetter.text(record.headers(), AS)) {
            case "replayed" -> State.REPLAYED;
            case "discarded" -> State.DISCARDED;
            case null, default -> null;
        };
        return offset == null || as == null ? null : new Settlement(offset, as);
    }
}
