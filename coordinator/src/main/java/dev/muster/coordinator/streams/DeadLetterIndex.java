package dev.muster.coordinator.streams;

import dev.muster.coordinator.port.DeadLetterFilter;
import dev.muster.coordinator.port.DeadLetterId;
import dev.muster.coordinator.port.DeadLetterPage;
import dev.muster.coordinator.port.DeadLetterView;
import dev.muster.coordinator.port.DeadLetterView.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// The latest dead letters, as they are listed, and what was done with each. Has one owner.
final class DeadLetterIndex {
    private static final int SHOWN_BYTES = 256;

    private final int most;
    private final NavigableMap<Place, DeadLetterView> letters = new TreeMap<>();
    private final Map<DeadLetterId, Place> places = new HashMap<>();

    /// @param most letters; of more, the oldest are left out
    DeadLetterIndex(int most) {
        this.most = most;
    }

    /// Where a letter stands in the list, which is read downwards.
    private record Place(long millis, DeadLetterId id) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::millis)
                .thenComparingInt(place -> place.id().partition())
                .thenComparingLong(place -> place.id().offset());

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }

        String cursor() {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString((millis + " " + id).getBytes(StandardCharsets.US_ASCII));
        }

        /// @throws IllegalArgumentException if the text is no cursor
        static Place read(String cursor) {
            var parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII)
                    .split(" ", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("expected a cursor that a page gave");
            }
            return new Place(Long.parseLong(parts[0]), DeadLetterId.of(parts[1]));
        }
    }

    /// Takes in the next record of a partition.
    void take(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        if (Settlement.isOne(record)) {
            var settlement = Settlement.read(record);
            if (settlement != null) {
                settle(new DeadLetterId(record.partition(), settlement.offset()), settlement.as());
            }
            return;
        }
        add(record);
    }

    private void add(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        var letter = view(record, State.OPEN, SHOWN_BYTES);
        var place = new Place(record.timestamp(), DeadLetterId.of(letter.id()));
        letters.put(place, letter);
        places.put(place.id(), place);
        if (letters.size() > most) {
            places.remove(letters.pollFirstEntry().getKey().id());
        }
    }

    /// What is said first holds: nobody says more, unless he writes to the topic by himself.
    void settle(DeadLetterId id, State as) {
        var place = places.get(id);
        if (place != null) {
            letters.computeIfPresent(place, (_, letter) -> letter.state() == State.OPEN
                    ? new DeadLetterView(letter.id(), as, letter.reason(), letter.from(), letter.time(),
                            letter.key(), letter.payload())
                    : letter);
        }
    }

    /// Null if it is none, or older than those that are kept.
    @Nullable
    State state(DeadLetterId id) {
        var place = places.get(id);
        return place == null ? null : Objects.requireNonNull(letters.get(place)).state();
    }

    /// @throws IllegalArgumentException if the filter's cursor is none that a page gave
    DeadLetterPage page(DeadLetterFilter filter) {
        var from = filter.cursor() == null
                ? letters
                : letters.headMap(Place.read(filter.cursor()), false);
        var found = new ArrayList<DeadLetterView>();
        @Nullable
        String cursor = null;
        @Nullable
        Place last = null;
        for (var entry : from.descendingMap().entrySet()) {
            if (isWanted(filter, entry.getValue())) {
                if (found.size() == filter.limit()) {
                    cursor = Objects.requireNonNull(last).cursor();
                    break;
                }
                found.add(entry.getValue());
                last = entry.getKey();
            }
        }
        return new DeadLetterPage(found, cursor);
    }

    private static boolean isWanted(DeadLetterFilter filter, DeadLetterView letter) {
        return letter.state() == filter.state() && (filter.topic() == null
                || (letter.from() != null && letter.from().topic().equals(filter.topic())));
    }

    /// @param most bytes of key and payload
    static DeadLetterView view(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, State state,
            int most) {
        var headers = record.headers();
        return new DeadLetterView(new DeadLetterId(record.partition(), record.offset()).toString(), state,
                DeadLetter.reason(headers), DeadLetter.from(headers),
                Instant.ofEpochMilli(record.timestamp()), Excerpts.of(record.key(), most),
                Excerpts.of(record.value(), most));
    }
}
