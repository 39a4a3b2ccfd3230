package dev.muster.coordinator.monitor;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EndHistoryTest {
    private final EndHistory history = new EndHistory();

    @Test
    void aRecordIsThereSinceTheFirstLookThatSawAnEndBeyondIt() {
        history.saw(0, 10, 1_000);
        history.saw(0, 20, 2_000);
        history.saw(0, 20, 3_000);

        assertThat(history.thereSince(0)).hasValue(1_000);
        assertThat(history.thereSince(9)).hasValue(1_000);
        assertThat(history.thereSince(10)).hasValue(2_000);
        assertThat(history.thereSince(19)).hasValue(2_000);
    }

    @Test
    void whatIsNotThereYetHasNoTime() {
        assertThat(history.thereSince(0)).isEmpty();
        history.saw(10, 10, 1_000);

        assertThat(history.thereSince(10)).isEmpty();
    }

    @Test
    void anEndThatStandsIsNoOlderThanWhatComesAfterIt() {
        history.saw(10, 10, 1_000);
        history.saw(10, 10, 9_000);
        history.saw(10, 11, 10_000);

        assertThat(history.thereSince(10)).hasValue(10_000);
    }

    @Test
    void aLongBacklogKeepsFewTimesThatAreNeverTooEarly() {
        for (var look = 1; look <= 100_000; look++) {
            history.saw(0, look * 10L, look);
        }

        for (var offset = 0; offset < 1_000_000; offset += 9_999) {
            var came = offset / 10L + 1;
            assertThat(history.thereSince(offset).orElseThrow()).as("offset " + offset)
                    .isBetween(came, came + 1_000);
        }
    }
}
