package dev.muster.coordinator.streams;

import dev.muster.coordinator.port.DeadLetterFilter;
import dev.muster.coordinator.port.DeadLetterId;
import dev.muster.coordinator.port.DeadLetterPage;
import dev.muster.coordinator.port.DeadLetterView;
import dev.muster.coordinator.port.DeadLetterView.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeadLetterIndexTest {
    private final DeadLetterIndex index = new DeadLetterIndex(4);

    @Test
    void theNewestComeFirstPageByPageWhateverComesMeanwhile() {
        letter(0, 0, 10, "muster.commands");
        letter(1, 0, 20, "muster.reports");
        letter(0, 1, 20, "muster.commands");

        var first = index.page(filter(State.OPEN, null, 2, null));
        letter(1, 1, 30, "muster.commands");
        var second = index.page(filter(State.OPEN, null, 2, first.cursor()));

        assertThat(ids(first)).containsExactly("1-0", "0-1");
        assertThat(ids(second)).containsExactly("0-0");
        assertThat(second.cursor()).isNull();
        assertThat(ids(index.page(filter(State.OPEN, "muster.reports", 2, null)))).containsExactly("1-0");
    }

    @Test
    void whatWasDoneWithALetterFirstIsWhatHolds() {
        letter(0, 0, 10, "muster.commands");
        letter(0, 1, 11, "muster.commands");

        index.take(record(0, 2, 12, null, settlement(0, State.REPLAYED)));
        index.take(record(0, 3, 13, null, settlement(0, State.DISCARDED)));
        index.take(record(1, 0, 13, null, settlement(1, State.DISCARDED)));

        assertThat(index.state(new DeadLetterId(0, 0))).isEqualTo(State.REPLAYED);
        assertThat(ids(index.page(filter(State.OPEN, null, 9, null)))).containsExactly("0-1");
        assertThat(ids(index.page(filter(State.REPLAYED, null, 9, null)))).containsExactly("0-0");
    }

    @Test
    void ofTooManyTheOldestAreLeftOut() {
        for (var offset = 0; offset < 6; offset++) {
            letter(0, offset, 10 + offset, "muster.commands");
        }

        assertThat(ids(index.page(filter(State.OPEN, null, 9, null)))).containsExactly("0-5", "0-4", "0-3",
                "0-2");
        assertThat(index.state(new DeadLetterId(0, 1))).isNull();
    }

    @Test
    void whateverStandsOnTheTopicIsShown() {
        index.take(record(0, 0, 10, new byte[]{(byte) 0xff}, CloudEvent.headers(Map.of())));
        index.take(record(0, 1, 11, "ä".repeat(200).getBytes(StandardCharsets.UTF_8),
                new DeadLetter("broken", "muster.commands", 1, 2).headers()));

        var letters = index.page(filter(State.OPEN, null, 9, null)).deadLetters();

        assertThat(letters.getLast().payload()).isEqualTo(new DeadLetterView.Excerpt(1, null, "/w==", true));
        assertThat(letters.getLast().from()).isNull();
        assertThat(letters.getLast().key()).isNull();
        assertThat(letters.getFirst().payload())
                .isEqualTo(new DeadLetterView.Excerpt(400, "ä".repeat(128), null, false));
    }

    @Test
    void aCharacterIsNotCutInTwo() {
        var bytes = "aäää".getBytes(StandardCharsets.UTF_8);

        assertThat(Excerpts.of(bytes, 4)).isEqualTo(new DeadLetterView.Excerpt(7, "aä", null, false));
    }

    @Test
    void aCursorOfNoPageIsRefused() {
        for (var cursor : List.of("?", "bm8", "")) {
            assertThatThrownBy(() -> index.page(filter(State.OPEN, null, 9, cursor)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void letter(int partition, long offset, long millis, String topic) {
        index.take(record(partition, offset, millis, new byte[]{'?'},
                new DeadLetter("expected JSON", topic, 0, offset).headers()));
    }

    private static Headers settlement(long offset, State as) {
        return new Settlement(offset, as).record("dead-letters", new DeadLetterId(0, offset)).headers();
    }

    private static ConsumerRecord<byte @Nullable [], byte @Nullable []> record(int partition, long offset,
            long millis, byte @Nullable [] value, Headers headers) {
        return new ConsumerRecord<>("dead-letters", partition, offset, millis, TimestampType.CREATE_TIME, -1,
                -1, null, value, headers, Optional.empty());
    }

    private static DeadLetterFilter filter(State state, @Nullable String topic, int limit,
            @Nullable String cursor) {
        return new DeadLetterFilter(state, topic, limit, cursor);
    }

    private static List<String> ids(DeadLetterPage page) {
        return page.deadLetters().stream().map(DeadLetterView::id).toList();
    }
}
